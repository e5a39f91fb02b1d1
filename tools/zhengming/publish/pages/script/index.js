const rows = [...byId("rows").children];
const filters = ["category", "scope", "status", "document"];

const keys = {
  count: (a, b) => b.dataset.count - a.dataset.count,
  pinyin: (a, b) => (data.keys[a.dataset.id][1] < data.keys[b.dataset.id][1] ? -1 : 1),
  category: (a, b) => order.get(a.dataset.category) - order.get(b.dataset.category),
};
const order = new Map([...byId("f-category").options].map((o, i) => [o.value, i]));
const first = new Map(rows.map((row, i) => [row, i]));

function sift() {
  const query = byId("q").value.trim();
  const wanted = filters.map((name) => [name, byId(`f-${name}`).value]).filter(([, v]) => v !== "");
  const hits = [];
  for (const row of rows) {
    const fits = wanted.every(([name, value]) => row.dataset[name].split(" ").includes(value));
    const rank = !fits ? 0 : query ? score(row.dataset.id, query) : 1;
    row.hidden = rank === 0;
    if (rank) hits.push([rank, row]);
  }
  const by = keys[byId("f-order").value];
  hits.sort((a, b) => b[0] - a[0] || by(a[1], b[1]) || first.get(a[1]) - first.get(b[1]));
  byId("rows").append(...hits.map(([, row]) => row));
  byId("none").hidden = hits.length > 0;
  byId("shown").textContent = data.say.shown.replace("{n}", hits.length).replace("{all}", rows.length);
}

let waiting;
byId("filters").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(sift, 60); });
byId("filters").addEventListener("reset", () => setTimeout(sift));
// Enter opens the first term that is left.
byId("filters").addEventListener("submit", (event) => {
  event.preventDefault();
  sift();
  byId("rows").querySelector(":scope > :not([hidden]) a")?.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
    event.preventDefault();
    byId("q").focus();
  }
});

const wide = matchMedia("(min-width: 56rem)");
const views = [...document.querySelectorAll(".view")];
function show(name) {
  for (const view of views) view.hidden = view.id !== name;
  for (const link of document.querySelectorAll(".top nav a")) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Hidden characters become chips, as everywhere on these pages.
const hidden = new RegExp(`[${data.hidden}]|(?<=\\p{M}{8})\\p{M}+`, "gu");
function chips(text) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(hidden)) {
    const [all] = found;
    const code = `U+${all.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    const label = data.chips[all] || (/\p{M}/u.test(all) ? `+${all.length} marks` : code);
    made.append(text.slice(at, found.index), make("span", { class: "chip", title: code }, label));
    at = found.index + all.length;
  }
  made.append(text.slice(at));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
function make(tag, attributes = {}, ...children) {
  const made = /^(svg|rect)$/.test(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function quotation(doc, [, start, before, surface, after, flags, page]) {
  const text = before + surface + after;
  const place = `characters ${start}-${start + [...text].length}`;
  const facts = [doc.before_page, page && `p. ${page}`, doc.after_page, place].filter(Boolean);
  return `“${flags & 2 ? "[…]" : ""}${text}${flags & 4 ? "[…]" : ""}”\n${facts.join(", ")}`;
}

function passage(shown) {
  const [number, , before, surface, after, flags, page, anchor] = shown;
  const doc = data.documents[number];
  const quote = make("blockquote", { lang: doc.language }, flags & 2 ? "…" : "", chips(before),
    make("mark", {}, chips(surface)), chips(after), flags & 4 ? "…" : "");
  const from = make("p", { class: "from" }, chips(doc.title), page ? `, p. ${page} ` : " ");
  if (flags & 1) from.append(make("em", {}, data.say.repeated), " ");
  from.append(make("a", { href: `documents/${doc.id}.html#${anchor}` }, data.say.read_there), " ",
    make("button", { type: "button", class: "copy", "data-copy": quotation(doc, shown) }, data.say.copy_quotation));
  return make("li", { class: flags & 1 ? "passage repeated" : "passage" }, quote, from);
}

// A place on the line for each thousandth of the text: more could not be told apart.
function line(label, ticks) {
  const places = new Map(ticks.map((tick) => [`${tick[1]} ${tick[4]}`, tick]));
  const rects = [...places.values()].map(([, x, , , off]) =>
    make("rect", { class: off ? "tick off" : "tick", x, y: off ? 5 : 1, width: 3, height: off ? 8 : 16 }));
  const track = make("rect", { class: "track", x: 0, y: 8, width: 1000, height: 2 });
  return make("svg", { viewBox: "0 0 1000 18", preserveAspectRatio: "none", role: "img", "aria-label": label }, track, ...rects);
}

function tableOf(doc, ticks) {
  const say = data.say;
  const paged = ticks.some(([, , , page]) => page !== "");
  const names = [say.place, say.how_far, say.paragraph, ...(paged ? [say.page] : []), ""];
  const head = make("tr", {}, ...names.map((name) => make(name ? "th" : "td", name ? { scope: "col" } : {}, name)));
  const lines = ticks.map(([start, x, paragraph, page, off], at) => make("tr", {},
    make("td", {}, make("a", { href: `documents/${doc.id}.html#m${start}` }, String(at + 1))),
    make("td", {}, `${Math.round(x / 10)} %`), make("td", {}, String(paragraph)),
    ...(paged ? [make("td", {}, page)] : []), make("td", {}, off ? say.repeat : "")));
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${say.as_table}: ${doc.title}` },
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines)));
}

const LONG = 400;
function strip([number, ticks]) {
  const doc = data.documents[number];
  const counted = ticks.filter(([, , , , off]) => !off).length;
  const twin = make("details", {}, make("summary", {}, data.say.as_table));
  if (ticks.length <= LONG) twin.append(tableOf(doc, ticks));
  else twin.addEventListener("toggle", () => twin.append(tableOf(doc, ticks)), { once: true });
  return make("figure", { class: "strip" },
    make("figcaption", {}, chips(doc.title), " ", make("b", {}, String(counted))),
    line(`${data.say.where}: ${doc.title}, ${ticks.length}`, ticks), twin);
}

function fill(entry, id) {
  const [strips, passages, more] = data.places[id];
  entry.querySelector(".strips")?.append(...strips.map(strip));
  const list = entry.querySelector(".passages");
  if (!list) return;
  list.append(...passages.map(passage));
  if (more) list.after(make("p", { class: "quiet" }, data.say.more_passages.replace("{n}", more)));
}

for (const box of document.querySelectorAll("[data-fresh]")) {
  box.addEventListener("toggle", () => {
    box.querySelector(".passages").append(...data.fresh[box.dataset.fresh].map(passage));
  }, { once: true });
}

function open(id, focus) {
  const entry = byId("entry");
  entry.innerHTML = data.entries[id];
  fill(entry, id);
  entry.scrollTop = 0;
  for (const row of rows) {
    const link = row.firstElementChild;
    if (row.dataset.id === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (focus) entry.querySelector("h2").focus({ preventScroll: true });
}

function route(event) {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name.startsWith("t-") && name.slice(2) in data.entries) {
    show("terms");
    open(name.slice(2), Boolean(event));
    const row = byId(name);
    const box = row.getBoundingClientRect();
    if (!wide.matches) byId("entry").scrollIntoView();
    else if (box.top < 80 || box.bottom > innerHeight) row.scrollIntoView({ block: "center" });
  } else {
    const view = views.some((one) => one.id === name) ? name : "terms";
    show(view);
    if (event && name === view) scrollTo(0, 0);
    else if (!event && rows.length && wide.matches) open(rows[0].dataset.id, false);
  }
}
// A click on a term opens its entry without a jump: the list stays where it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#t-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (location.hash !== link.hash) history.pushState(null, "", link.hash);
  route(event);
});
addEventListener("popstate", route);
addEventListener("hashchange", route);
sift();
route();
