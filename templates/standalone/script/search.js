/* The search: a field and a list beneath it, which keys alone can use. */
const AT_ONCE = 5;
const PER_PAGE = 4;
const AROUND = 150;

function search() {
  const dialog = $("#search");
  const [input, list, status] = ["#sb-query", "#sb-results", "#sb-status"].map((one) => $(one));
  let [active, result, shown, job] = [null, null, 0, null];
  let [isRead, serial] = [false, 0];
  const reading = inSlices(read(), () => {
    isRead = true;
    if (dialog.open) answer();
  });

  /* Texts with what was found in them marked. */
  function marked(text, places) {
    const inside = [];
    let at = 0;
    for (const [first, last] of [...places].sort((one, other) => one[0] - other[0])) {
      if (first < at || last > text.length) continue;
      inside.push(text.slice(at, first), make("mark", {}, text.slice(first, last)));
      at = last;
    }
    return [...inside, text.slice(at)];
  }

  /* The stretch of a section in which most different words lie, cut between words. */
  function snippet({ section, places }, terms) {
    const { text, titleEnd } = section;
    const inText = places.filter(([first]) => first >= titleEnd);
    const worth = ([first]) => {
      const part = section.plain.slice(first, first + AROUND * 0.8);
      return terms.filter((one) => placesOf(one, part, 1).length).length;
    };
    const best = inText.reduce((one, next) => (one && worth(one) >= worth(next) ? one : next), null);
    let from = best ? Math.max(titleEnd, best[0] - 40) : titleEnd;
    if (from > titleEnd) {
      const space = section.plain.indexOf(" ", from);
      if (space >= 0 && space < best[0]) from = space + 1;
    }
    const part = text.slice(from, from + AROUND);
    const own = part.replace(/\s+/g, " ").trim();
    const words = plain(own);
    const found = terms.flatMap((one) => placesOf(one, words, 20));
    const cut = from + AROUND < text.trimEnd().length;
    if (!own) return ["The beginning of the page"];
    return [from > titleEnd ? "… " : "", ...marked(own, found), cut ? " …" : ""];
  }

  function option(inside, choose) {
    serial += 1;
    const attributes = { role: "option", id: `sb-hit-${serial}`, "aria-selected": "false" };
    const made = make("div", attributes, ...inside);
    made.addEventListener("click", choose);
    return made;
  }

  function go({ section }, terms) {
    const places = terms.flatMap((one) => placesOf(one, section.plain, 200));
    const ranges = rangesOf(section, places.sort((one, other) => one[0] - other[0]));
    dialog.close();
    document.activeElement?.blur();
    visit(section.anchor, ranges);
  }

  function entry(hit, terms) {
    const { section } = hit;
    const title = section.text.slice(0, section.titleEnd).replace(/\s+/g, " ").trim();
    const isLead = !section.heading || section.heading.localName === "h1";
    const inside = [];
    if (!isLead) {
      const found = terms.flatMap((one) => placesOf(one, plain(title), 9));
      inside.push(make("span", { class: "hit-title" }, ...marked(title, found)));
    }
    inside.push(make("span", { class: "hit-text" }, ...snippet(hit, terms)));
    return option(inside, () => go(hit, terms));
  }

  function group({ page, hits }, terms) {
    const found = terms.flatMap((one) => placesOf(one, page.plain, 9));
    const attributes = { class: "hit-page", id: `sb-page-${list.children.length}` };
    const name = make("div", attributes, ...marked(page.title, found));
    const made = make("div", { role: "group", "aria-labelledby": name.id }, name);
    list.append(made);
    const add = (some) => some.forEach((hit) => made.append(entry(hit, terms)));
    add(hits.slice(0, PER_PAGE));
    if (hits.length > PER_PAGE) {
      const more = option([`${hits.length - PER_PAGE} more on this page`], () => {
        const last = more.previousElementSibling;
        more.remove();
        add(hits.slice(PER_PAGE));
        choose(last.nextElementSibling);
      });
      more.classList.add("hit-more");
      made.append(more);
    }
  }

  /* Further pages are listed when the reader comes near the end of the list. */
  function showMore() {
    const next = result.pages.slice(shown, shown + AT_ONCE);
    shown += next.length;
    next.forEach((one) => group(one, result.terms));
  }

  function choose(wanted) {
    active?.setAttribute("aria-selected", "false");
    active = wanted ?? null;
    if (!active) return input.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
  }

  function say(text) {
    status.textContent = isRead ? text : `${text} Still reading …`.trim();
  }

  function answer() {
    job?.stop();
    result = find(input.value);
    shown = 0;
    list.replaceChildren();
    list.scrollTop = 0;
    const { pages, count, terms } = result;
    showMore();
    list.hidden = !count;
    input.setAttribute("aria-expanded", String(count > 0));
    choose($("[role=option]", list));
    const many = (number, name) => `${number} ${name}${number === 1 ? "" : "s"}`;
    if (!terms.length) say("");
    else if (count) say(`${many(count, "place")} on ${many(pages.length, "page")}`);
    else {
      say("Nothing found.");
      if (isRead) suggest(result);
    }
  }

  /* Known words that look like those that are nowhere. */
  function suggest({ missing }) {
    const [wrong] = missing.filter((one) => !one.pattern);
    if (!wrong) return;
    const near = [];
    job = inSlices(nearest(wrong.text, near), () => {
      const better = near.slice(0, 5);
      if (!better.length) return;
      say("Nothing found. Did you mean:");
      list.replaceChildren(...better.map(({ word }) => {
        return option([word], () => {
          input.value = plain(input.value).replace(wrong.text, word);
          answer();
        });
      }));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(list.firstElementChild);
    });
    job.hurry();
  }

  function step(by) {
    const options = all("[role=option]", list);
    const at = options.indexOf(active) + by;
    if (at >= options.length - 1 && shown < result.pages.length) showMore();
    choose(options[(at + options.length) % options.length]);
    active?.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    reading.hurry();
    answer();
  }

  input.addEventListener("input", answer);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") active?.click();
    else return;
    event.preventDefault();
  });
  /* A press on a result must not take the focus out of the field. */
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("scroll", () => {
    const rest = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (rest < 300 && shown < result.pages.length) showMore();
  }, { passive: true });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  $(".search-close").addEventListener("click", () => dialog.close());

  const made = $(".bar-search");
  made.hidden = false;
  made.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.matches("input, select, textarea, [contenteditable]");
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isK && !(isSlash && !isWriting)) return;
    event.preventDefault();
    open();
  });
}
