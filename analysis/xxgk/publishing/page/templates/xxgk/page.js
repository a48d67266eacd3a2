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
    const code = document.getElementById("toggle-code");
    const folds = document.querySelectorAll("details.code");
    const more = code.textContent;
    code.hidden = folds.length === 0;
    code.addEventListener("click", () => {
      const open = code.getAttribute("aria-pressed") !== "true";
      folds.forEach((fold) => { fold.open = open; });
      code.setAttribute("aria-pressed", String(open));
      code.textContent = open ? code.dataset.less : more;
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

  async function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  async function loadVega() {
    const packed = document.getElementById("vega");
    if (!packed || !("DecompressionStream" in window)) return false;
    const script = document.createElement("script");
    script.textContent = await unpack(packed.textContent);
    document.head.append(script);
    return "vegaEmbed" in window;
  }

  const options = {
    mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: 1,
    tooltip: { disableDefaultStyle: true },
  };

  const read = (element) => JSON.parse(element.textContent);

  async function draw(figure, look) {
    const slot = figure.querySelector(".chart");
    const description = slot.firstElementChild?.getAttribute("aria-label");
    const spec = { config: look, description, ...read(figure.querySelector(".spec")) };
    const { title, ...untitled } = spec; // the title stands above the chart as text
    const stage = document.createElement("div");
    const { view } = await window.vegaEmbed(stage, untitled, options);
    const drawing = stage.querySelector("svg");
    const natural = view.width();
    const fit = () => narrow(view, natural, drawing, slot.parentElement.clientWidth);
    await fit();
    view.addEventListener("click", (_, mark) => leadToEvidence(mark && mark.datum));
    slot.replaceChildren(stage);
    addEventListener("resize", fit);
    const save = figure.querySelector(".save");
    save.hidden = false;
    save.querySelectorAll("button").forEach((button) => {
      button.addEventListener("click", () => saveAs(spec, button.dataset.format));
    });
  }

  function leadToEvidence(datum) {
    const id = datum && datum.address && `f-${datum.address.replace(/\W/g, "-")}`;
    if (id && document.getElementById(id)) location.hash = id;
  }

  // A plot that is too wide for the column is laid out anew, so that its letters keep their size on a phone.
  // Several times, because labels at the edge of a narrower plot reach farther out.
  async function narrow(view, natural, drawing, room) {
    const around = () => drawing.width.baseVal.value - view.width();
    for (let pass = 0; pass < 9; pass += 1) {
      const width = Math.min(natural, Math.max(100, room - 2 - around()));
      if (width === view.width()) return;
      await view.width(width).runAsync();
    }
  }

  async function saveAs(spec, format) {
    const { view } = await window.vegaEmbed(document.createElement("div"), spec, options);
    const link = document.createElement("a");
    link.href = await view.toImageURL(format, 2);
    link.download = `${document.title}.${format}`;
    link.click();
    view.finalize();
  }

  async function drawAll() {
    if (!(await loadVega())) return;
    const look = read(document.getElementById("look"));
    for (const figure of document.querySelectorAll(".figure")) {
      try {
        await draw(figure, look);
      } catch (error) {
        console.error(error); // the static drawing stays
      }
    }
    root.dataset.charts = "drawn";
  }

  showTools();
  followContents();
  drawAll();
})();
