/* A heading folds what follows it, up to the next heading of its rank. That is put into a box when
 * a reader first folds it, so a page that nobody folds stays as it was written. */
const UNTIL_FOUND = "onbeforematch" in document.body ? "until-found" : "";
const FOLDS = ":is(.page, .folded-body, .doc, section) > :is(h1, h2, h3, h4)";
const rank = (node) => (/^h[1-6]$/i.test(node.nodeName) ? Number(node.nodeName[1]) : 7);
let boxes = 0;

function boxBehind(heading) {
  const next = heading.nextElementSibling;
  if (next?.matches(".folded-body")) return next;
  boxes += 1;
  const box = make("div", { class: "folded-body", id: `sb-fold-${boxes}` });
  const inside = [];
  let at = heading.nextSibling;
  for (; at && rank(at) > rank(heading); at = at.nextSibling) inside.push(at);
  heading.after(box);
  box.append(...inside);
  /* Find-in-page has a match in it, and is about to show it. */
  box.addEventListener("beforematch", () => fold(heading, false));
  return box;
}

function fold(heading, folded) {
  const box = boxBehind(heading);
  if (folded) box.setAttribute("hidden", UNTIL_FOUND);
  else box.removeAttribute("hidden");
  if (rank(heading) === 1) heading.parentElement.classList.toggle("folded", folded);
  const made = $(":scope > .fold", heading);
  made?.setAttribute("aria-expanded", String(!folded));
  made?.setAttribute("aria-controls", box.id);
}

function addFolds(chapter) {
  for (const heading of all(FOLDS, chapter)) {
    const next = heading.nextElementSibling;
    if (!next || rank(next) <= rank(heading)) continue;
    const name = `${rank(heading) === 1 ? "Chapter" : "Section"} ${words(heading)}`;
    const open = String(!next.matches(".folded-body[hidden]"));
    heading.append(
      button("", { class: "fold", "aria-label": name, "aria-expanded": open }, (made) => {
        fold(heading, made.getAttribute("aria-expanded") === "true");
      }),
    );
  }
}

/* Chapters alone are folded at once: then the file is the list of its titles. */
function foldAll() {
  const made = $(".bar-fold");
  let job = null;
  made.hidden = false;
  made.addEventListener("click", () => {
    const folding = made.getAttribute("aria-pressed") !== "true";
    made.setAttribute("aria-pressed", String(folding));
    job?.stop();
    const here = chapterHere() ?? chapters[0];
    const stay = () => here?.scrollIntoView();
    if (!folding) {
      all(".folded-body[hidden]").forEach((box) => fold(box.previousElementSibling, false));
      return stay();
    }
    job = inSlices((function* () {
      for (const chapter of new Set([here, ...chapters])) {
        all(":scope > h1", chapter).forEach((heading) => fold(heading, true));
        yield;
      }
    })(), stay);
    job.hurry();
  });
}

/* Opens whatever hides an element: a closed note, a folded part, a tab that is not chosen. */
function uncover(target) {
  for (let at = target; at?.closest; at = at.parentElement) {
    if (at.matches("details")) at.open = true;
    else if (at.matches(".folded-body[hidden]")) fold(at.previousElementSibling, false);
    else if (at.matches(".tabbed-block")) {
      const place = [...at.parentElement.children].indexOf(at);
      all(":scope > input", at.closest(".tabbed-set"))[place].checked = true;
    } else if (at.matches(".tabbed-set > input + label + .tabbed-content")) {
      at.previousElementSibling.previousElementSibling.checked = true;
    }
  }
}
