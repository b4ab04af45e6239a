/** What an engine remarked, as sentences for a person, each once. */
export function remarksText(remarks: readonly string[]): string {
  const sentences = remarks
    .map((remark) => remark.replace(/^WARNING:\s*/i, '').trim())
    .filter((remark) => remark !== '')
    .map((remark) => (/[.!?]$/.test(remark) ? remark : `${remark}.`));
  return [...new Set(sentences)].join(' ');
}
