// Makes forms kinder. Everything works without it.

const dictionary = document.documentElement.dataset;

// Live count of characters under a text with a limit; the server counts too.
for (const field of document.querySelectorAll("[data-limit]")) {
  const counter = document.getElementById(`${field.id}-count`);
  if (!counter) continue;
  const limit = Number(field.dataset.limit);
  const tell = () => {
    const left = limit - [...field.value.trim()].length;
    const words = left >= 0 ? dictionary.left : dictionary.over;
    counter.textContent = words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left)));
    counter.classList.toggle("is-over", left < 0);
  };
  field.addEventListener("input", tell);
  tell();
}

// A form is sent once, however often the button is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}

// After an error the reader begins at the summary.
document.querySelector(".error-summary")?.focus();
