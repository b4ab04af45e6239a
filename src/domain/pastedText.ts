import { MappedText } from './mappedText';

const prompt =
  /^[ \t]*(?:PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>|(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+(?::[^\s$#%]*)?|\[[^\]\n]*\])?[ \t]*[$#%❯➜](?=[ \t])|!(?=\w)|>(?=[ \t]))[ \t]*/gm;

/**
 * Undoes what terminals, web pages and word processors do to a command: prompts, fences, smart
 * quotes, odd spaces, and the line breaks of continuation lines of sh, cmd and PowerShell.
 */
export function cleanPastedText(text: string): MappedText {
  return MappedText.of(text)
    .replace(/\r\n?/g, '\n')
    .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF/g, '')
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/^[^\S\n]*```[^\n]*$/gm, '')
    .replace(prompt, '')
    .replace(/(^|[^\\])[\\^`][ \t]*\n[ \t]*/g, (match) => `${match[1] ?? ''} `)
    .replace(/\n[ \t]*(?=[-–—−‒―]{1,2}\w)/g, ' ');
}
