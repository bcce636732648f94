// What somebody writes stays in this tab: whoever leaves the page, by a link, by going back or because they were signed
// out, finds it again on coming back. It is put back only where the server says what it said before, and only for whoever
// wrote it; it goes when the form was taken, when the tab is closed, and when one signs out.

const page = document.documentElement.dataset;
const HERE = `typed:${location.pathname}${location.search}`;
const SENT = "typed-sent"; // the pages whose forms are on their way, with the fields there that are not
const LONG = "form[method=post]:not([data-note-form]):has(textarea[name])"; // a table's phone keeps notes of its own

const fields = [...document.querySelectorAll(`${LONG} textarea[name], ${LONG} input[type=text][name]`)];
const nameOf = (field) => `${fields.indexOf(field)} ${field.name}`;
const read = (key, otherwise) => JSON.parse(sessionStorage.getItem(key) ?? "null") ?? otherwise;
const write = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));

settle();
putBack();
for (const field of fields) field.addEventListener("input", () => keep(field));
for (const form of document.querySelectorAll("form[method=post]")) {
  const others = fields.filter((field) => field.form !== form).map(nameOf);
  form.addEventListener("submit", () => write(SENT, { ...read(SENT, {}), [HERE]: others }));
}

// A form that was taken leads on by a redirect. A page that asks once more, or says what is wrong, does not.
function settle() {
  const [way] = performance.getEntriesByType("navigation");
  const goesOn = document.querySelector(".error-summary, [name=confirmed], [name=may_stand], [data-kept]");
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
  const kept = read(HERE, { who: page.who, typed: {} });
  kept.typed[nameOf(field)] = [field.defaultValue, field.value];
  write(HERE, kept);
}

function putBack() {
  const kept = read(HERE, null);
  if (!kept) return;
  if (kept.who && kept.who !== page.who) { // somebody else's, or nobody is signed in any more
    if (page.who) sessionStorage.removeItem(HERE);
    return;
  }
  const back = fields.filter((field) => {
    const [before, typed] = kept.typed[nameOf(field)] ?? [];
    const isNew = before === field.defaultValue && field.value === field.defaultValue && typed !== before;
    if (isNew) set(field, typed);
    return isNew;
  });
  if (back.length) say(back);
}

function set(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function say(back) {
  const note = document.createElement("p");
  const button = document.createElement("button");
  note.className = "typed-again";
  note.setAttribute("role", "status");
  note.textContent = `${page.again} `;
  Object.assign(button, { type: "button", className: "link-button", textContent: page.drop });
  button.addEventListener("click", () => {
    for (const field of back) set(field, field.defaultValue);
    forget(HERE, (name) => back.some((field) => nameOf(field) === name));
    note.remove();
    back[0].focus();
  });
  note.append(button);
  back[0].closest("details")?.setAttribute("open", "");
  (back[0].closest(".form-group") ?? back[0]).before(note);
}
