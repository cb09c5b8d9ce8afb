/* Comfort only: the file reads without it. All scripts of this folder run in one function, this one
 * first and start.js last; whatever they need, they add or unhide themselves. */
const root = document.documentElement;
const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const chapters = all("article.page");

function make(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function button(label, attributes, press) {
  const made = make("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", () => press(made));
  return made;
}

/* Letters of an address may be percent-encoded or not, and a lone percent sign is a letter, too. */
function idIn(hash) {
  const written = hash.slice(1);
  if (document.getElementById(written)) return written;
  try { return decodeURIComponent(written); } catch { return written; }
}

/* The words of a heading, without what tools put beside them. */
function words(heading) {
  const own = heading.cloneNode(true);
  all(".headerlink, .fold", own).forEach((one) => one.remove());
  return own.textContent.trim().replace(/\s+/g, " ");
}

/* Goes through a generator in slices that are too short to be felt: while the browser has nothing
 * else to do, or, once somebody waits for it, one after the other. */
function inSlices(steps, done = () => {}) {
  let [hurried, over] = [false, false];
  const slice = () => {
    const end = performance.now() + 10;
    while (!over && performance.now() < end) {
      if (!steps.next().done) continue;
      over = true;
      return done();
    }
    if (!over) later();
  };
  const later = () => {
    if (hurried || !window.requestIdleCallback) setTimeout(slice, hurried ? 0 : 60);
    else requestIdleCallback(slice);
  };
  later();
  return {
    hurry() {
      if (!hurried) setTimeout(slice);
      hurried = true;
    },
    stop() { over = true; },
  };
}

/* What a page of the site gets when it first comes near the window, and not before: a file of a
 * thousand pages would keep the browser busy for seconds. */
const whenNear = [];

function watch() {
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      whenNear.forEach((job) => job(target));
    }
  }, { rootMargin: "100% 0px" });
  chapters.forEach((chapter) => observer.observe(chapter));
}
