/* The text of the file, section by section, and what a query finds in it. There is no index of
 * words: looking through the plain text takes a few milliseconds, finds parts of words and of names
 * in code, and needs nothing but what is on the page. */
const SILENT = "script, style, button, template, .headerlink, .code-tools, .code-numbers," +
  " .linenos, .page-turn, .page-source, .doc-labels, .linked-from, annotation";
const BREAKS = new Set(("p li dt dd td th tr div pre summary br figcaption blockquote ul ol table" +
  " label text h1 h2 h3 h4 h5 h6").split(" "));
const HEADING = /^h[1-6]$/;
const sections = [];

/* Without capitals and accents, and as long as before, so that a place in one is one in the other. */
function plain(text) {
  return text.replace(/\s/g, " ").replaceAll("İ", "i").toLowerCase()
    .replace(/[\u00c0-\u04ff\u1e00-\u1fff]/g, (one) => one.normalize("NFD")[0]);
}

/* Yields pieces of a page: texts, and a line break for each element that begins a block. */
function* pieces(chapter, from = chapter) {
  const { SHOW_ELEMENT, SHOW_TEXT, FILTER_REJECT, FILTER_ACCEPT } = NodeFilter;
  const walker = document.createTreeWalker(chapter, SHOW_ELEMENT | SHOW_TEXT, (node) => {
    return node.nodeType === 1 && node.matches(SILENT) ? FILTER_REJECT : FILTER_ACCEPT;
  });
  walker.currentNode = from;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === 3) yield [node, node.data];
    else if (BREAKS.has(node.localName) && node.className !== "folded-body") yield [node, "\n"];
  }
}

/* Reads all sections; stops for breath after each few pieces. */
function* read() {
  let count = 0;
  for (const chapter of chapters) {
    const title = chapter.getAttribute("aria-label") ?? "";
    const page = { chapter, title, plain: plain(title) };
    let own = { page, heading: null, anchor: chapter, text: "", titleEnd: 0 };
    const close = () => {
      own.plain = plain(own.text);
      if (own.plain.trim()) sections.push(own);
    };
    let inTitle = false;
    for (const [node, text] of pieces(chapter)) {
      if (HEADING.test(node.localName)) {
        close();
        const anchor = node.id ? node : own.anchor;
        own = { page, heading: node, anchor, text: "", titleEnd: 0 };
        inTitle = true;
      } else if (inTitle && !own.heading.contains(node)) {
        inTitle = false;
        own.titleEnd = own.text.length;
      }
      own.text += text;
      count += 1;
      if (count % 200 === 0) yield;
    }
    close();
    yield;
  }
}

/* Places of a section as ranges of the document; without those that have other text by now, as the
 * rows of a table that was sorted. */
function rangesOf({ page, heading, plain: text }, places) {
  const ranges = places.map(() => document.createRange());
  /* The heading itself began a block. */
  let from = heading ? 1 : 0;
  for (const [node, piece] of pieces(page.chapter, heading ?? page.chapter)) {
    const to = from + piece.length;
    if (from > text.length) break;
    if (node.nodeType === 3) {
      places.forEach(([first, last], number) => {
        if (from <= first && first < to) ranges[number].setStart(node, first - from);
        if (from < last && last <= to) ranges[number].setEnd(node, last - from);
      });
    }
    from = to;
  }
  const letters = (some) => some.replaceAll(" ", "");
  return ranges.filter((one, number) => {
    return letters(plain(one.toString())) === letters(text.slice(...places[number]));
  });
}

/* Words of a query; several in quotation marks are one phrase, however its lines are broken. */
function termsOf(query) {
  const found = plain(query).matchAll(/"([^"]+)"?|([^\s"]+)/g);
  const terms = [...found].map(([, phrase, word]) => (phrase ?? word).trim()).filter(Boolean);
  return [...new Set(terms)].map((text) => {
    const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ +/g, " +");
    return { text, pattern: text.includes(" ") ? new RegExp(escaped, "g") : null };
  });
}

function placesOf({ text, pattern }, where, most) {
  const places = [];
  if (pattern) {
    for (const found of where.matchAll(pattern)) {
      if (places.push([found.index, found.index + found[0].length]) === most) break;
    }
    return places;
  }
  let at = where.indexOf(text);
  while (at >= 0 && places.length < most) {
    places.push([at, at + text.length]);
    at = where.indexOf(text, at + text.length);
  }
  return places;
}

const LETTER = /[\p{L}\p{N}_]/u;

/* How well a section answers: a title counts more than a heading, and a heading more than text. */
function rate(section, terms) {
  const isLead = section.heading?.localName === "h1";
  const places = [];
  let [score, has, own] = [0, 0, false];
  terms.forEach((term, bit) => {
    const found = placesOf(term, section.plain, 5);
    if (found.length) {
      own = true;
      const [first, last] = found[0];
      if (first < section.titleEnd) score += isLead ? 60 : 30;
      const isWord = !LETTER.test(section.plain[first - 1] ?? " ");
      score += found.length + (isWord ? 6 : 0);
      if (isWord && !LETTER.test(section.plain[last] ?? " ")) score += 6;
      if (first < section.titleEnd && last - first > section.titleEnd * 0.8) score += 20;
      places.push(...found);
    } else if (section.page.plain.includes(term.text)) score += 3;
    else return;
    has |= 1 << bit;
  });
  return own ? { section, score, has, places } : null;
}

/* Returns pages with their sections, the best first. All words are wanted in one section or, where
 * there is none such, on one page. */
function find(query) {
  const terms = termsOf(query).slice(0, 20);
  if (!terms.length) return { terms, pages: [], count: 0 };
  const wanted = 2 ** terms.length - 1;
  const rated = sections.map((one) => rate(one, terms)).filter(Boolean);
  let hits = rated.filter((one) => one.has === wanted);
  if (!hits.length) {
    const onPage = new Map();
    for (const { section: { page }, has } of rated) onPage.set(page, onPage.get(page) | has);
    hits = rated.filter((one) => onPage.get(one.section.page) === wanted);
  }
  const pages = new Map();
  for (const hit of hits) {
    const { page } = hit.section;
    if (!pages.has(page)) pages.set(page, { page, hits: [], score: 0 });
    const own = pages.get(page);
    own.hits.push(hit);
    own.score = Math.max(own.score, hit.score);
  }
  const best = (one, other) => other.score - one.score;
  for (const { hits: own } of pages.values()) own.sort(best);
  const missing = terms.filter((_, bit) => !rated.some((one) => one.has & (1 << bit)));
  return { terms, pages: [...pages.values()].sort(best), count: hits.length, missing };
}

/* How many letters were missed, added, changed or swapped; more than `most` counts as too many.
 * Optimal string alignment, of which only three rows are kept. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const own = [row];
    let least = row;
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      own[at] = Math.min(last[at] + 1, own[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        own[at] = Math.min(own[at], before[at - 2] + 1);
      }
      least = Math.min(least, own[at]);
    }
    if (least > most) return most + 1;
    [before, last] = [last, own];
  }
  return last[other.length];
}

/* All words of the file, and how often each is there; made when the first query finds nothing. */
const vocabulary = new Map();

function* nearest(word, into) {
  if (!vocabulary.size) {
    for (const { plain: text } of sections) {
      for (const [one] of text.matchAll(/[\p{L}\p{N}_]{3,}/gu)) {
        vocabulary.set(one, (vocabulary.get(one) ?? 0) + 1);
      }
      yield;
    }
  }
  const most = word.length < 5 ? 1 : 2;
  let count = 0;
  for (const [one, often] of vocabulary) {
    const far = distance(word, one, most);
    if (far <= most) into.push({ word: one, far, often });
    count += 1;
    if (count % 500 === 0) yield;
  }
  into.sort((one, other) => one.far - other.far || other.often - one.often);
}
