"use strict";
(() => {
  const root = document.documentElement;

  function showTools() {
    root.dataset.scripts = "on";
    const theme = document.getElementById("toggle-theme");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    theme.hidden = false;
    theme.addEventListener("click", () => {
      const now = root.dataset.theme || (dark.matches ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
    });
  }

  function followContents() {
    const fold = document.querySelector(".contents details");
    if (!fold) return;
    if (matchMedia("(max-width: 64rem)").matches) fold.open = false;
    const links = new Map([...fold.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const follow = () => {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
      const current = passed.length ? passed[passed.length - 1] : headings[0];
      links.forEach((link, id) => {
        if (current && id === current.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    addEventListener("scroll", follow, { passive: true });
    follow();
  }

  // Evidence opens where the reader is; without scripts, and with the key held, the link leads to the list.
  const popover = document.getElementById("popover");

  function openEvidence(id, x, y) {
    const figure = document.getElementById(id);
    const entry = figure && figure.closest("li");
    if (!entry || !popover.showPopover) return false;
    popover.replaceChildren(...[...entry.cloneNode(true).childNodes]);
    popover.querySelectorAll(".back").forEach((link) => link.remove());
    popover.querySelectorAll("[id]").forEach((one) => {
      if (one.id === id) one.classList.add("on");
      one.removeAttribute("id");
    });
    popover.showPopover();
    const left = Math.min(x, innerWidth - popover.offsetWidth - 12);
    const below = y + 12 + popover.offsetHeight <= innerHeight;
    popover.style.left = `${scrollX + Math.max(12, left)}px`;
    popover.style.top = `${scrollY + Math.max(12, below ? y + 8 : y - popover.offsetHeight - 28)}px`;
    popover.focus({ preventScroll: true });
    return true;
  }

  function openInPlace() {
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest('a[href^="#f-"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const box = link.getBoundingClientRect();
      if (openEvidence(decodeURIComponent(link.hash.slice(1)), box.left, box.bottom)) event.preventDefault();
    });
  }

  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=:?@^_`{|}~";

  // Base 85: five characters are a number of four bytes; the last of them may be cut short.
  function bytesOf(text) {
    const values = new Uint8Array(128);
    for (let value = 0; value < 85; value += 1) values[digits.charCodeAt(value)] = value;
    const whole = text.padEnd(Math.ceil(text.length / 5) * 5, "~");
    const numbers = new DataView(new ArrayBuffer((whole.length / 5) * 4));
    for (let at = 0; at < whole.length; at += 5) {
      let number = 0;
      for (let next = at; next < at + 5; next += 1) number = number * 85 + values[whole.charCodeAt(next)];
      numbers.setUint32((at / 5) * 4, number);
    }
    return new Uint8Array(numbers.buffer, 0, Math.floor((text.length * 4) / 5));
  }

  async function unpack(element) {
    return new Response(new Blob([bytesOf(element.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  async function loadVega() {
    const packed = document.getElementById("vega");
    if (!packed || !("DecompressionStream" in window)) return null;
    const charts = document.getElementById("charts");
    const [program, data] = await Promise.all([unpack(packed), unpack(charts)]);
    const script = document.createElement("script");
    script.textContent = program;
    document.head.append(script);
    return "vegaEmbed" in window ? { ...JSON.parse(data), footer: charts.dataset.footer } : null;
  }

  const options = {
    mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: 1,
    tooltip: { disableDefaultStyle: true },
  };

  async function draw(figure, spec, footer) {
    const slot = figure.querySelector(".chart");
    spec.description = slot.firstElementChild?.getAttribute("aria-label");
    const { title, ...untitled } = spec; // the title stands above the chart as text
    const stage = document.createElement("div");
    const { view } = await window.vegaEmbed(stage, untitled, options);
    const drawing = stage.querySelector("svg");
    const fit = () => fill(view, drawing, slot.parentElement.clientWidth);
    await fit();
    view.addEventListener("click", (event, mark) => {
      const address = mark && mark.datum && mark.datum.address;
      if (address) openEvidence(`f-${address.replace(/\W/g, "-")}`, event.clientX, event.clientY);
    });
    slot.replaceChildren(stage);
    addEventListener("resize", fit);
    figure.querySelectorAll("[data-format=svg], [data-format=png]").forEach((button) => {
      button.addEventListener("click", () => savePicture(spec, footer, button.dataset.format, figure.dataset.file));
    });
  }

  // A plot is laid out anew for the column, so that it fills it and its letters keep their size on a phone.
  // Several times, because labels at the edge of a narrower plot reach farther out.
  async function fill(view, drawing, room) {
    const around = () => drawing.width.baseVal.value - view.width();
    for (let pass = 0; pass < 9; pass += 1) {
      const width = Math.max(100, Math.floor(room - 2 - around()));
      if (width === view.width()) return;
      await view.width(width).runAsync();
    }
  }

  function save(address, name) {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  }

  // Alone, a chart says whose figures it shows, where they are from, and what drew it.
  async function savePicture(spec, footer, format, name) {
    const { config, ...chart } = spec;
    const words = { text: footer, orient: "bottom", anchor: "start", fontSize: 10, fontWeight: "normal", offset: 14 };
    const whole = { config, hconcat: [chart], title: { ...words, color: "#57606a" } };
    const { view } = await window.vegaEmbed(document.createElement("div"), whole, options);
    save(await view.toImageURL(format, 2), `${name}.${format}`);
    view.finalize();
  }

  const cellTexts = (row) => [...row.cells].map((cell) => cell.textContent.trim());
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function offerData(figure) {
    const table = figure.querySelector(".data table");
    const line = figure.querySelector(".save");
    line.hidden = false;
    if (!table) return;
    const rows = () => [...table.rows].map(cellTexts);
    line.querySelector("[data-format=csv]").addEventListener("click", () => {
      const text = `\ufeff${rows().map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
      save(URL.createObjectURL(new Blob([text], { type: "text/csv" })), `${figure.dataset.file}.csv`);
    });
    const copy = line.querySelector("[data-format=copy]");
    copy.addEventListener("click", async () => {
      await copyText(rows().map((row) => row.join("\t")).join("\n"));
      copy.textContent = copy.dataset.done;
    });
  }

  // A page that is opened from a disk may not use the clipboard in every browser; selecting works in all.
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  // The head of a column sorts the table by it.
  function sortTables() {
    document.querySelectorAll("main .scroll table").forEach((table) => {
      if (!table.tBodies[0] || table.tBodies[0].rows.length < 3) return;
      table.querySelectorAll("thead th").forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => sortBy(table, head, head.cellIndex));
      });
    });
  }

  const scales = { 亿: 1e8, 万: 1e4, billion: 1e9, million: 1e6 };

  function number(text) {
    const [, digits, scale] = text.replaceAll(",", "").replaceAll("−", "-").match(/(-?\d[\d.]*)\s*(亿|万|billion|million)?/) || [];
    return digits ? parseFloat(digits) * (scales[scale] || 1) : NaN;
  }

  function sortBy(table, head, column) {
    const down = head.getAttribute("aria-sort") !== "descending";
    const isNumeric = head.classList.contains("number");
    const key = (row) => row.cells[column].textContent.trim();
    const rank = (one, other) => {
      const [a, b] = [number(key(one)), number(key(other))];
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
      return down ? b - a : a - b;
    };
    const alphabet = (one, other) => key(one).localeCompare(key(other), root.lang) * (down ? -1 : 1);
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort(isNumeric ? rank : alphabet));
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  function searchReports() {
    const field = document.getElementById("search");
    const table = document.querySelector("main .scroll table");
    if (!field || !table) return;
    const place = field.closest(".search");
    table.closest(".scroll").before(place);
    place.hidden = false;
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/);
      for (const row of table.tBodies[0].rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
    });
  }

  async function drawAll() {
    const figures = [...document.querySelectorAll(".figure")];
    figures.forEach(offerData);
    const charts = await loadVega();
    if (!charts) return;
    for (const [index, figure] of figures.entries()) {
      try {
        await draw(figure, { config: charts.look, ...charts.specs[index] }, charts.footer);
      } catch (error) {
        console.error(error); // the static drawing stays
      }
    }
    root.dataset.charts = "drawn";
  }

  showTools();
  followContents();
  openInPlace();
  sortTables();
  searchReports();
  drawAll();
})();
