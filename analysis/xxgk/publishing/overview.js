"use strict";
(() => {
  const body = document.querySelector("tbody");
  const form = document.querySelector("form");
  const rows = [...body.rows];
  form.hidden = false;
  const show = () => {
    const name = form.elements.name.value.trim().toLowerCase();
    const level = form.elements.level.value;
    const year = form.elements.year.value;
    for (const row of rows) {
      const cell = year && row.querySelector(`td[data-year="${year}"]`);
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(name)
        || (level !== "" && row.dataset.level !== level)
        || Boolean(cell && cell.classList.contains("missing"));
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  const keys = {
    name: (row) => row.cells[0].textContent,
    level: (row) => row.dataset.level,
    errors: (row) => Number(row.dataset.errors),
  };
  for (const head of document.querySelectorAll("th[data-key]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of document.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = keys[head.dataset.key];
      rows.sort((a, b) => (key(a) > key(b) ? 1 : key(a) < key(b) ? -1 : 0) * (up ? 1 : -1));
      body.append(...rows);
    });
  }
})();
