const buttons = [...document.querySelectorAll("button.doubt")];
const card = byId("card");
const chosen = new Map();
let open = null;

function show(button) {
  if (open) open.setAttribute("aria-expanded", "false");
  open = button;
  button.setAttribute("aria-expanded", "true");
  const doubt = data.doubts[button.dataset.n];
  byId("why").textContent = `${doubt.surface}: ${doubt.why}`;
  const options = byId("options");
  options.replaceChildren();
  const now = chosen.get(button.dataset.n)?.chosen;
  for (const form of [doubt.chosen, ...doubt.alternatives]) {
    const choice = document.createElement("button");
    choice.type = "button";
    choice.textContent = form;
    choice.setAttribute("aria-pressed", String(form === (now ?? (button.classList.contains("settled") ? doubt.chosen : null))));
    choice.addEventListener("click", () => settle(button, doubt, form));
    options.append(choice);
  }
  card.hidden = false;
}

function settle(button, doubt, form) {
  const reach = document.querySelector("input[name=reach]:checked").value;
  const row = { surface: doubt.surface, chosen: form, reach, before: "", after: "", start: -1, document: "" };
  if (reach === "here") Object.assign(row, { start: doubt.start, document: data.document, before: doubt.before, after: doubt.after });
  if (reach === "document") row.document = data.document;
  chosen.set(button.dataset.n, row);
  for (const other of buttons) {
    const same = data.doubts[other.dataset.n];
    if (other === button || (reach !== "here" && same.surface === doubt.surface)) {
      other.textContent = form;
      other.classList.add("settled");
    }
  }
  byId("count").textContent = String(chosen.size);
  hear(`${doubt.surface}: ${form}, ${data.say[reach]}`);
  step(1);
}

function wanted(button) {
  const plain = !button.classList.contains("settled");
  return plain && (button.classList.contains("ask") || !document.body.classList.contains("asked-only"));
}

function step(by) {
  const here = open ? buttons.indexOf(open) : by > 0 ? -1 : buttons.length;
  for (let at = here + by; at >= 0 && at < buttons.length; at += by) {
    if (wanted(buttons[at])) {
      buttons[at].focus();
      buttons[at].scrollIntoView({ block: "center" });
      return;
    }
  }
}

for (const button of buttons) {
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("focus", () => show(button));
  button.addEventListener("click", () => { show(button); byId("options").firstChild?.focus(); });
}
byId("next").addEventListener("click", () => step(1));
byId("before").addEventListener("click", () => step(-1));
byId("only").addEventListener("click", (event) => {
  const on = document.body.classList.toggle("asked-only");
  event.currentTarget.setAttribute("aria-pressed", String(on));
});
byId("save").addEventListener("click", () => {
  const body = JSON.stringify({ kind: "zhengming-choices", version: 1, choices: [...chosen.values()] }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([body], { type: "application/json" }));
  link.download = "choices.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
  if (event.key === "Escape") { card.hidden = true; open?.focus(); card.hidden = true; }
});
