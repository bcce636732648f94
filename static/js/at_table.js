// A note is kept on the phone before it is sent, and leaves the phone when the portal has it. A dead network, a closed
// browser or a new version of this page loses nothing, and the note's own key lets nothing be there twice.
// Without this file the page is an ordinary form.

const EVERY = 4000;
const page = document.querySelector("[data-at-table]");
const form = document.querySelector("[data-note-form]");
const waiting = document.querySelector("[data-waiting]");
const told = document.querySelector("[data-told]");
const away = document.querySelector("[data-away]");
const HERE = location.pathname;

// -- what the phone keeps -------------------------------------------------------------------------------------------

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function opened() {
  const request = indexedDB.open("bord", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("notes", { keyPath: "key" });
    request.result.createObjectStore("drafts", { keyPath: "at" });
  };
  return asked(request);
}

const store = await opened().catch(() => null); // a browser that keeps nothing sends the form as it is

// A note is on the disk before it is said to be there.
const changed = (name, deed, durability = "strict") => new Promise((resolve, reject) => {
  const change = store.transaction(name, "readwrite", { durability });
  deed(change.objectStore(name));
  change.oncomplete = () => resolve();
  change.onerror = change.onabort = () => reject(change.error);
});
const keep = (note) => changed("notes", (notes) => notes.put(note));
const forget = (key) => changed("notes", (notes) => notes.delete(key));
const all = async () => {
  const notes = await asked(store.transaction("notes").objectStore("notes").getAll());
  return notes.sort((one, other) => one.since.localeCompare(other.since));
};

// -- what is shown ----------------------------------------------------------------------------------------------------

const shownTime = (since) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Copenhagen" }).format(new Date(since));

function rowOf(note) {
  const row = document.querySelector("[data-waiting-note]").content.firstElementChild.cloneNode(true);
  row.dataset.key = note.key;
  row.note = note; // as it is kept now
  const field = row.querySelector("textarea");
  field.value = note.text;
  field.addEventListener("input", () => keep({ ...row.note, text: field.value }));
  row.querySelector("[data-again]").addEventListener("click", async () => {
    const where = row.note.isGone ? { at: HERE, table: page.dataset.atTable } : {}; // the table has another code
    await keep({ ...row.note, ...where, text: field.value.trim(), reason: "", isGone: false });
    await sendAll();
  });
  row.querySelector("[data-drop]").addEventListener("click", async () => {
    await forget(note.key);
    await showWaiting();
  });
  return row;
}

// A row stays while it waits, so that nobody who mends one loses the place.
async function showWaiting() {
  const notes = await all();
  const rows = new Map([...waiting.children].map((row) => [row.dataset.key, row]));
  for (const note of notes) {
    const row = rows.get(note.key) ?? rowOf(note);
    rows.delete(note.key);
    row.note = note;
    row.querySelector("[data-text]").textContent = note.text;
    row.querySelector("[data-text]").hidden = Boolean(note.reason);
    row.querySelector("[data-mending]").hidden = !note.reason;
    const words = away.hidden ? waiting.dataset.busy : waiting.dataset.waits;
    const state = note.reason || words.replace("{time}", shownTime(note.since));
    row.querySelector("[data-state]").textContent = note.at === HERE ? state : `${note.table}. ${state}`;
    if (!row.isConnected) waiting.append(row);
  }
  for (const row of rows.values()) row.remove();
  const said = told.textContent;
  const count = notes.length === 1 ? told.dataset.one : told.dataset.many.replace("{n}", notes.length);
  const words = notes.length ? count : said && told.dataset.none;
  if (words !== said) told.textContent = words;
}

function show(answered) {
  document.title = answered.title;
  for (const part of ["[data-round]", "[data-notes]"]) {
    const [before, after] = [document.querySelector(part), answered.querySelector(part)];
    if (after && before.outerHTML !== after.outerHTML) before.replaceWith(after);
  }
  const token = answered.querySelector("[name=csrf_token]");
  if (token) for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token.value;
}

// -- what goes over the network -----------------------------------------------------------------------------------

// The page that answers, or nothing where there is no network, or another answers in our place.
async function fetched(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout?.(15000), ...options }).catch(() => null);
  if (!answer) return {};
  const text = await answer.text().catch(() => null);
  if (text === null) return {};
  return { status: answer.status, page: new DOMParser().parseFromString(text, "text/html") };
}

const isOurs = (answered) => Boolean(answered?.querySelector("[data-at-table]"));

async function look() {
  const { status, page: answered } = await fetched(location.href);
  const isThere = status !== undefined && (status !== 200 || isOurs(answered));
  if (away.hidden !== isThere) away.hidden = isThere;
  if (status === 200 && isThere) show(answered);
  return isThere;
}

const GONE = 410;
const REFUSED = [401, 403, 404, 409, GONE, 413, 422];

// Gives whether to go on with the next.
async function send(note) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, submission_key: note.key, body: note.text });
  const { status, page: answered } = await fetched(note.at, { method: "POST", body });
  if (status === 200 && isOurs(answered)) {
    await forget(note.key);
    if (note.at === HERE) show(answered);
    return true;
  }
  if (!REFUSED.includes(status)) return false; // later, and with the token of then
  const said = answered.querySelectorAll(".form-error-message");
  const why = [...(said.length ? said : answered.querySelectorAll("main h1, [data-why]"))].map((one) => {
    one.querySelector(".sr-only")?.remove();
    return one.textContent.trim();
  });
  await keep({ ...note, reason: why.join(". ") || String(status), isGone: status === GONE });
  return true;
}

let sends = null;
async function sendEach() {
  for (const note of await all()) {
    if (!note.reason && !(await send(note))) break;
  }
  await showWaiting();
}
// One at a time, in the order in which they were written.
function sendAll() {
  sends ??= sendEach().finally(() => { sends = null; });
  return sends;
}

async function follow() {
  if ((await look()) && form) await sendAll();
  await showWaiting();
}

// A dot is put while the page stands; without a network nothing is changed, and the page says so.
document.addEventListener("submit", async (event) => {
  if (!event.submitter || !event.target.matches("[data-dots]")) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const body = new URLSearchParams({ csrf_token: event.target.elements.csrf_token.value, [name]: value });
  const { page: answered } = await fetched(event.target.action, { method: "POST", body });
  away.hidden = isOurs(answered);
  if (!isOurs(answered)) return;
  show(answered);
  document.querySelector(`[form=prikker][value="${value}"]`)?.focus();
});

// -- writing ------------------------------------------------------------------------------------------------------------

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function write(field) {
  const text = field.value.trim();
  if (!text) return field.focus();
  field.value = "";
  navigator.storage?.persist?.(); // asked when there is something to keep
  try {
    await keep({ key: newKey(), at: HERE, table: page.dataset.atTable, text, since: new Date().toISOString(), reason: "" });
    await changed("drafts", (drafts) => drafts.delete(HERE));
  } catch {
    field.value = text; // the phone is full: the form goes as it is
    return form.submit();
  }
  field.dispatchEvent(new Event("input"));
  field.focus();
  await showWaiting();
  return sendAll();
}

if (store) {
  if (form) {
    const field = form.elements.body;
    const draft = await asked(store.transaction("drafts").objectStore("drafts").get(HERE));
    if (draft && !field.value) field.value = draft.text;
    field.addEventListener("input", () => {
      const draft = { at: HERE, text: field.value };
      changed("drafts", (drafts) => (draft.text ? drafts.put(draft) : drafts.delete(HERE)), "relaxed");
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      write(field);
    });
  }
  addEventListener("online", follow);
  addEventListener("offline", follow);
  await follow();
}
// One look ends before the next begins.
const again = async () => {
  await (store ? follow() : look());
  setTimeout(again, EVERY);
};
setTimeout(again, EVERY);

// The page itself opens without a network too: what it is made of is put beside it, and goes when the table is closed.
if ("open" in page.dataset) {
  await navigator.serviceWorker?.register(page.dataset.worker, { scope: "/bord/" }).catch(() => null);
  const made = document.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src]");
  const kept = await self.caches?.open("bord").catch(() => null);
  await kept?.addAll([location.href, ...[...made].map((one) => one.href || one.src)]).catch(() => null);
} else if (store && !(await all()).length) {
  await self.caches?.delete("bord").catch(() => null);
}
