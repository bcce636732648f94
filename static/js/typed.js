// What somebody writes stays in this tab: whoever leaves the page, by a link, by going back or because they were signed
// out, finds it again on coming back. It goes when the form was taken, when the tab is closed, and when one signs out, and
// it is shown to nobody but whoever wrote it. Forms are known by where they are sent: a page that shows them once more, with
// what is wrong or how it will look, is another page of the same form.

const page = document.documentElement.dataset;
const SENT = "typed-sent"; // the forms that are on their way, with the fields of others that are sent to the same place
const LONG = "form[method=post]:not([data-note-form]):has(textarea[name])"; // a table's phone keeps notes of its own
const BASE = "based_on"; // which version a text was written from: the server brings both together

const fields = [...document.querySelectorAll(`${LONG} textarea[name], ${LONG} input[type=text][name]`)];
const read = (key, otherwise) => JSON.parse(sessionStorage.getItem(key) ?? "null") ?? otherwise;
const write = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));
const same = (one, other) => plain(one) === plain(other);
const plain = (text) => text.replaceAll("\r\n", "\n").trim();

const begun = new Map();
settle();
for (const form of new Set(fields.map((field) => field.form))) putBack(form);
for (const field of fields) field.addEventListener("input", () => keep(field));
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", () => {
    const others = fields.filter((field) => field.form !== form && keyOf(field.form) === keyOf(form)).map(nameOf);
    write(SENT, { ...read(SENT, {}), [keyOf(form)]: others });
  });
}

function keyOf(form) {
  const to = new URL(form.getAttribute("action") || location.href, location.href);
  return `typed:${to.pathname}${to.search}`;
}

function nameOf(field) { // several may be called the same
  const twins = fields.filter((other) => other.name === field.name && keyOf(other.form) === keyOf(field.form));
  return `${field.name} ${twins.indexOf(field)}`;
}

// A form that was taken leads on by a redirect. A page that asks once more, or says what is wrong, does not.
function settle() {
  const [way] = performance.getEntriesByType("navigation");
  const goesOn = document.querySelector(".error-summary, [name=confirmed], [name=may_stand], [data-kept], [data-preview]");
  if (way?.redirectCount) for (const [key, names] of Object.entries(read(SENT, {}))) forget(key, (name) => !names.includes(name));
  if (way?.redirectCount || !goesOn) sessionStorage.removeItem(SENT);
}

function forget(key, isGone) { // a form of several steps was filled in on pages that are gone
  const kept = read(key, { typed: {} });
  for (const name of Object.keys(kept.typed)) if (isGone(name)) delete kept.typed[name];
  if (Object.keys(kept.typed).length) write(key, kept);
  else sessionStorage.removeItem(key);
}

function keep(field) {
  const kept = read(keyOf(field.form), { typed: {} });
  if (!begun.has(field)) begun.set(field, beforeAll(field, kept.typed[nameOf(field)] ?? []));
  kept.who = page.who;
  kept.base ??= field.form.elements[BASE]?.value;
  kept.typed[nameOf(field)] = [begun.get(field), field.value];
  write(keyOf(field.form), kept);
}

// What stood there before anything was typed, also where the page shows once more what was.
function beforeAll(field, [before, typed]) {
  return before !== undefined && same(field.defaultValue, typed) ? before : field.defaultValue;
}

function putBack(form) {
  const kept = read(keyOf(form), null);
  if (!kept) return;
  if (kept.who && kept.who !== page.who) { // somebody else's, or nobody is signed in any more
    if (page.who) sessionStorage.removeItem(keyOf(form));
    return;
  }
  const own = fields.filter((field) => field.form === form && kept.typed[nameOf(field)] && field.value === field.defaultValue);
  const left = own.filter((field) => {
    const [before, typed] = kept.typed[nameOf(field)];
    return !same(typed, field.defaultValue) && !same(typed, before);
  });
  const base = form.elements[BASE];
  const isMerged = base && kept.base; // then a text that others have changed meanwhile can be put back too
  const back = left.filter((field) => isMerged || same(kept.typed[nameOf(field)][0], field.defaultValue));
  for (const field of back) set(field, kept.typed[nameOf(field)][1]);
  if (back.length && isMerged) base.value = kept.base;
  if (back.length) say(form, back);
  for (const field of left.filter((one) => !back.includes(one))) show(field, kept.typed[nameOf(field)][1]);
}

function set(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.closest("details")?.setAttribute("open", "");
}

function say(form, back) {
  const note = noteBefore(back[0], `${page.again} `);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: page.drop });
  button.addEventListener("click", () => {
    for (const field of back) set(field, field.defaultValue);
    forget(keyOf(form), (name) => back.some((field) => nameOf(field) === name));
    note.remove();
    back[0].focus();
  });
  note.append(button);
}

// What stands there was changed by somebody else: what one wrote is shown, to take from.
function show(field, text) {
  const note = noteBefore(field, page.changed);
  note.append(Object.assign(document.createElement("span"), { className: "pre-line", textContent: `\n${text}` }));
  field.closest("details")?.setAttribute("open", "");
}

function noteBefore(field, text) {
  const note = document.createElement("p");
  note.className = "typed-again";
  note.setAttribute("role", "status");
  note.textContent = text;
  (field.closest(".form-group") ?? field).before(note);
  return note;
}
