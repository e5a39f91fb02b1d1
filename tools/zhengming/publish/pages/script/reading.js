const card = byId("card");
const body = byId("card-body");
let owner = null;
let timer = null;
let pinned = false;

const marked = () => document.querySelectorAll(".text .t");
const active = (mark) => mark && (mark.classList.contains("first") || mark.closest(".every"));

// Only what is underlined can be reached with the Tab key; the rest is plain text.
function prepare() {
  for (const mark of marked()) {
    if (active(mark)) {
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-haspopup", "dialog");
    } else {
      for (const name of ["tabindex", "role", "aria-haspopup", "aria-expanded"]) mark.removeAttribute(name);
    }
  }
}

function place(mark) {
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
  const below = box.bottom + 8;
  const above = box.top - card.offsetHeight - 8;
  const top = below + card.offsetHeight > innerHeight && above > 60 ? above : below;
  const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 16));
  card.style.top = `${top + scrollY}px`;
  card.style.left = `${left + scrollX}px`;
}

function showCard(mark) {
  clearTimeout(timer);
  if (owner === mark && !card.hidden) return;
  hideCard();
  owner = mark;
  body.innerHTML = mark.dataset.e.split(" ").map((id) => data.cards[id] || "").join("");
  card.hidden = false;
  card.scrollTop = 0;
  mark.setAttribute("aria-expanded", "true");
  card.setAttribute("aria-label", mark.textContent);
  place(mark);
}

function hideCard() {
  clearTimeout(timer);
  if (owner) owner.removeAttribute("aria-expanded");
  card.hidden = true;
  owner = null;
  pinned = false;
}

const markOf = (event) => {
  const mark = event.target.closest?.(".t");
  return active(mark) ? mark : null;
};
const later = (work, wait) => { clearTimeout(timer); timer = setTimeout(work, wait); };

document.addEventListener("mouseover", (event) => {
  const mark = markOf(event);
  if (mark && !pinned) later(() => showCard(mark), 140);
  else if (event.target.closest("#card")) clearTimeout(timer);
});
document.addEventListener("mouseout", (event) => {
  if (!pinned && (markOf(event) || event.target.closest("#card"))) later(hideCard, 260);
});
document.addEventListener("focusin", (event) => {
  const mark = markOf(event);
  if (mark && mark.matches(":focus-visible")) showCard(mark);
  else if (!mark && !event.target.closest("#card") && !card.hidden) hideCard();
});
document.addEventListener("click", (event) => {
  const mark = markOf(event);
  if (mark) {
    showCard(mark);
    pinned = true;
  } else if (!event.target.closest("#card")) hideCard();
});
byId("card-close").addEventListener("click", () => close());

function close() {
  const back = owner;
  hideCard();
  if (back) back.focus({ preventScroll: true });
  if (back) hideCard();
}

document.addEventListener("keydown", (event) => {
  const mark = markOf(event);
  if (event.key === "Escape" && !card.hidden) close();
  else if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    showCard(mark);
    pinned = true;
    card.focus();
  }
});

function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
  const label = button.querySelector("b");
  label.textContent = on ? label.dataset.on : label.dataset.off;
}

byId("every").addEventListener("click", (event) => {
  const on = document.body.classList.toggle("every");
  press(event.currentTarget, on);
  hideCard();
  prepare();
});

byId("script")?.addEventListener("click", (event) => {
  const written = byId("written");
  let other = byId("converted");
  if (!other) {
    other = document.createElement("div");
    other.id = "converted";
    other.hidden = true;
    other.append(byId("other").content.cloneNode(true));
    written.after(other);
  }
  const on = other.hidden;
  other.hidden = !on;
  written.hidden = on;
  press(event.currentTarget, on);
  hideCard();
  prepare();
});

addEventListener("resize", () => { if (owner) place(owner); });
prepare();
