// The list of hits takes the place of the index while something is asked for.
const byId = (id) => document.getElementById(id);
const lines = new Map([...document.querySelectorAll("#all li")].map((line) => [line.dataset.id, line]));

function ask() {
  const query = byId("q").value.trim();
  const hits = [];
  if (query) {
    for (const [id] of lines) {
      const rank = score(id, query);
      if (rank) hits.push([rank, id]);
    }
    hits.sort((a, b) => b[0] - a[0] || (data.keys[a[1]][1] < data.keys[b[1]][1] ? -1 : 1));
  }
  byId("hits").replaceChildren(...hits.map(([, id]) => lines.get(id).cloneNode(true)));
  byId("hits").hidden = !query;
  byId("all").hidden = Boolean(query);
  byId("none").hidden = !query || hits.length > 0;
  byId("shown").textContent = data.shown
    .replace("{n}", query ? hits.length : lines.size).replace("{all}", lines.size);
}

let waiting;
byId("q").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 60); });
byId("q").form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
byId("q").value = new URLSearchParams(location.search).get("q") || "";
ask();
