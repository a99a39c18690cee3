/** Whether a slug fits a pattern in which `*` stands for any text. Takes time in proportion to both, for any pattern. */
export function matchesWildcard(pattern: string, slug: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < slug.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      inPattern += 1;
      resumeAt = at;
    } else if (pattern[inPattern] === slug[at]) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      at = resumeAt;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
