// Items of a list can be dragged to another place in its order. It sends the form that moves one a step up or down, with
// the place it was dropped on. Nothing works by dragging alone.

const HELD = "ordered--held";
const OVER = "ordered--over";
const list = document.querySelector("[data-ordered]");
let held = null;

if (list && !matchMedia("(pointer: coarse)").matches) { // a finger scrolls, and presses
  for (const item of list.children) item.draggable = Boolean(formOf(item));
  const help = document.querySelector("[data-ordered-help]");
  if (help) help.hidden = !list.querySelector(":scope > [draggable=true]");
}

list?.addEventListener("dragstart", (event) => {
  held = itemAt(event);
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.id);
  held.classList.add(HELD);
});

list?.addEventListener("dragover", (event) => {
  const item = held && itemAt(event);
  mark(item);
  if (item) event.preventDefault();
});

list?.addEventListener("dragend", () => {
  held?.classList.remove(HELD);
  held = null;
  mark(null);
});

list?.addEventListener("drop", (event) => {
  const item = held && itemAt(event);
  if (!item || item === held) return;
  event.preventDefault();
  const form = formOf(held);
  form.elements.to.value = [...list.children].indexOf(item) + 1;
  form.requestSubmit();
});

function itemAt(event) {
  return event.target.closest?.("[data-ordered] > *") ?? null;
}

function formOf(item) {
  return item.querySelector("form[action$='/flyt']");
}

function mark(over) {
  for (const item of list.children) item.classList.toggle(OVER, item === over && item !== held);
}
