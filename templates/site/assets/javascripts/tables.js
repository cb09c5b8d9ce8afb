/* Sorting and filtering for index tables. Without script they are plain tables; with it, a filter
 * field comes before each and every column head becomes a button. Used by the site and, pasted in,
 * by the single file. */
(() => {
  const text = (row, column) => (row.cells[column]?.textContent ?? "").trim();

  const collator = new Intl.Collator(document.documentElement.lang || undefined, {
    numeric: true,
    sensitivity: "base",
  });

  /* The marker is a span; the table is, or is inside, the next element after the span's block. */
  function tableOf(marker) {
    const own = marker.querySelector("table");
    if (own) return own;
    const next = (marker.closest("p") ?? marker).nextElementSibling;
    return next?.matches("table") ? next : (next?.querySelector("table") ?? null);
  }

  function makeSortable(table) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "index-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const sign = descending ? -1 : 1;
        const rows = [...body.rows];
        rows.sort((a, b) => sign * collator.compare(text(a, column), text(b, column)));
        body.append(...rows);
      });
    });
  }

  function makeFilterable(table, place) {
    const rows = [...table.tBodies[0].rows];
    const bar = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    bar.className = "index-filter";
    input.type = "search";
    count.setAttribute("role", "status");
    label.append("Filter ", input);
    bar.append(label, count);
    place.before(bar);

    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const content = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => content.includes(word));
        if (!row.hidden) shown += 1;
      }
      count.textContent = words.length ? `${shown} of ${rows.length}` : `${rows.length} entries`;
    };
    input.addEventListener("input", apply);
    apply();
  }

  function enhance() {
    for (const marker of document.querySelectorAll(".index-table:not([data-ready])")) {
      marker.dataset.ready = "";
      const table = tableOf(marker);
      if (!table?.tHead || !table.tBodies[0]) continue;
      makeSortable(table);
      /* A handful of rows is faster read than filtered. */
      if (table.tBodies[0].rows.length > 6) {
        makeFilterable(table, table.closest(".md-typeset__scrollwrap, .table-box") ?? table);
      }
    }
  }

  /* Material replaces the page in place when instant navigation is on, and tells us so here. */
  if (window.document$) window.document$.subscribe(enhance);
  else enhance();
})();
