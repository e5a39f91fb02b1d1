const HAN = /\p{Script=Han}/u;
const MARKS = /[\u0300\u0301\u0304\u030c]/;
const rows = [...byId("rows").children];
const filters = ["category", "scope", "status", "document"];

const bare = (text) => text.normalize("NFD").replace(/[^a-z]/g, "").replace(/v/g, "u");
const toned = (text) => text.replace(/v/g, "ü").normalize("NFD").replace(/[^a-z\u0300-\u036f]/g, "").normalize("NFC");
const folded = (text) => [...text].map((c) => data.fold[c] || c).join("").replace(/[\s“”"「」『』]/g, "");
const wordsOf = (text) => text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [];

// How well an entry answers a query: 0 not at all, 3 exactly.
function within(key, wanted) {
  if (!wanted) return 0;
  const parts = key.split("|");
  if (parts.includes(wanted)) return 3;
  if (parts.some((part) => part.startsWith(wanted))) return 2;
  return key.includes(wanted) ? 1 : 0;
}

function english(key, wanted) {
  if (!wanted.length) return 0;
  const best = key.split("|").map((part) => {
    const words = part.split(" ");
    if (!wanted.every((w) => words.some((x) => x.startsWith(w)))) return 0;
    return part === wanted.join(" ") ? 3 : part.startsWith(wanted.join(" ")) ? 2 : 1;
  });
  return Math.max(...best);
}

function score(id, query) {
  const [zh, plain, tones, en] = data.keys[id];
  if (HAN.test(query)) return within(zh, folded(query));
  const low = query.toLowerCase();
  if (MARKS.test(low.normalize("NFD"))) return within(tones, toned(low));
  const letters = low.replace(/[1-5]/g, "");
  return Math.max(within(plain, bare(letters)), english(en, wordsOf(low)));
}

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
byId("filters").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
    event.preventDefault();
    byId("q").focus();
  }
});

const views = [...document.querySelectorAll(".view")];
function show(name) {
  for (const view of views) view.hidden = view.id !== name;
  for (const link of document.querySelectorAll(".top nav a")) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function open(id, focus) {
  const entry = byId("entry");
  entry.innerHTML = data.entries[id];
  entry.scrollTop = 0;
  for (const row of rows) {
    const link = row.firstElementChild;
    if (row.dataset.id === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (focus) entry.querySelector("h2").focus({ preventScroll: matchMedia("(min-width: 56rem)").matches });
}

function route(event) {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name.startsWith("t-") && name.slice(2) in data.entries) {
    show("terms");
    open(name.slice(2), Boolean(event));
    const row = byId(name);
    const box = row.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight) row.scrollIntoView({ block: "center" });
  } else {
    show(views.some((view) => view.id === name) ? name : "terms");
    if (event) scrollTo(0, 0);
    else if (rows.length && matchMedia("(min-width: 56rem)").matches) open(rows[0].dataset.id, false);
  }
}
// Clicking an open term's line must not jump; the browser would scroll to the line itself.
addEventListener("hashchange", route);
sift();
route();
