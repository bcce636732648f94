// Keys for the secretary's queue: j and k go from idea to idea, x ticks the box, ? shows or hides the line that says so.
// They do nothing while somebody writes, and can be turned off (WCAG 2.1.4). Everything works without them.

const help = document.querySelector("[data-keys]");
const ways = [...document.querySelectorAll("[data-queued] [data-way]")];
const KEPT = "queue-keys";

if (help && ways.length) {
  const button = help.querySelector("[data-keys-switch]");
  let on = remembered() !== "off";

  const say = () => {
    button.textContent = on ? button.dataset.on : button.dataset.off;
    button.setAttribute("aria-pressed", String(on));
  };

  const here = () => ways.indexOf(document.activeElement?.closest("[data-queued]")?.querySelector("[data-way]"));

  const deeds = {
    j: () => ways[Math.min(here() + 1, ways.length - 1)].focus(),
    k: () => ways[Math.max(here() - 1, 0)].focus(),
    x: () => ways[here()]?.closest("[data-queued]").querySelector("[type=checkbox]").click(),
    "?": () => { help.hidden = !help.hidden; },
  };

  button.addEventListener("click", () => {
    on = !on;
    remember(on ? "on" : "off");
    say();
  });

  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (!on || writes || event.ctrlKey || event.metaKey || event.altKey || !(event.key in deeds)) return;
    event.preventDefault();
    deeds[event.key]();
  });

  help.hidden = false;
  say();
}

// A browser that keeps nothing has the keys on.
function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function remember(state) {
  try {
    localStorage.setItem(KEPT, state);
  } catch {
    // it holds until the page is left
  }
}
