"use strict";
document.documentElement.classList.add("scripted");
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

// The notice is shown until it was read once in this browser; where nothing can be stored, always.
const KEY = "zhengming-notice";
try { byId("once").hidden = localStorage.getItem(KEY) === "read"; } catch { /* stays visible */ }
byId("once-done").addEventListener("click", () => {
  byId("once").hidden = true;
  try { localStorage.setItem(KEY, "read"); } catch { /* shown again next time */ }
});

function hear(text) {
  byId("heard").textContent = "";
  requestAnimationFrame(() => { byId("heard").textContent = text; });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  const label = button.textContent;
  const said = (await copy(button.dataset.copy)) ? data.say.copied : data.say.not_copied;
  hear(said);
  button.textContent = said;
  setTimeout(() => { button.textContent = label; }, 1800);
});
