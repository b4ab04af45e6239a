const headerEnd = Buffer.from('\r\n\r\n');
/** No client's header comes near it: something that is not DAP is being sent. */
const maximumHeader = 4096;
/** A message beyond this is a length that was read wrong, and must not be waited for. */
const maximumMessage = 256 * 1024 * 1024;

/** Hears what a {@link DapReader} finds. */
interface DapReaderEvents {
  /** The text of a message. */
  readonly onMessage: (text: string) => void;
  /** Bytes were skipped; a sentence says why. */
  readonly onGarbage: (sentence: string) => void;
}

/**
 * Cuts a client's bytes into messages: `Content-Length: N`, an empty line, N bytes of JSON. What is
 * none of these is skipped. The work grows with the bytes, however small the pieces are.
 */
export class DapReader {
  private parts: Buffer[] = [];
  private length = 0;
  /** How many bytes the next step needs. */
  private needed = headerEnd.length;
  /** The length of the message whose header has been read. */
  private message: number | undefined;

  constructor(private readonly events: DapReaderEvents) {}

  push(chunk: Buffer): void {
    this.parts.push(chunk);
    this.length += chunk.length;
    while (this.length >= this.needed) {
      const joined = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
      const rest = this.take(joined ?? chunk);
      this.parts = [rest];
      this.length = rest.length;
    }
  }

  /** Takes one header or message off the bytes and returns what is left, or waits for more. */
  private take(bytes: Buffer): Buffer {
    if (this.message !== undefined) {
      const { message } = this;
      this.message = undefined;
      this.needed = headerEnd.length;
      this.events.onMessage(bytes.toString('utf8', 0, message));
      return bytes.subarray(message);
    }
    const end = bytes.indexOf(headerEnd);
    if (end < 0) {
      return this.awaitHeader(bytes);
    }
    this.readHeader(bytes.toString('latin1', 0, end));
    return bytes.subarray(end + headerEnd.length);
  }

  private awaitHeader(bytes: Buffer): Buffer {
    if (bytes.length <= maximumHeader) {
      this.needed = bytes.length + 1;
      return bytes;
    }
    this.events.onGarbage('The client sent something that is no DAP message; it was skipped.');
    this.needed = headerEnd.length;
    // The beginning of a header may be among the last bytes.
    const next = bytes.lastIndexOf('Content-Length');
    return next > 0 && bytes.length - next <= maximumHeader
      ? bytes.subarray(next)
      : bytes.subarray(1 - headerEnd.length);
  }

  private readHeader(header: string): void {
    this.needed = headerEnd.length;
    // A header that lost its beginning to garbage before it still ends in its length.
    const given = /Content-Length: *(\S*)[^]*$/i.exec(header)?.[1];
    const length = given === undefined || !/^\d+$/.test(given) ? undefined : Number(given);
    if (length === undefined || length > maximumMessage) {
      const what = given === undefined ? 'without "Content-Length"' : `with the length "${given}"`;
      this.events.onGarbage(`The client sent a DAP header ${what}; it was skipped.`);
    } else if (length > 0) {
      this.message = length;
      this.needed = length;
    }
  }
}
