"use strict";
(() => {
  const VEGALITE = "application/vnd.vegalite.v5+json";
  const EXPORT = "notebook:export-to-format";
  const MENU = { zh: "离线网页（可邮寄）", en: "Offline page (for mailing)" };
  // Each colour of the charts on white paper, and on a dark screen; as in xxgk.show.theme.
  const PALETTE = {
    "#1c2127": "#e8eaed", "#57606a": "#a3acb6", "#e4e7eb": "#2f363d", "#ffffff": "#16191d", "#8a939d": "#626c76",
    "#0b63a8": "#62b0f0", "#c0460b": "#ff9a5c", "#00785a": "#3fc79a", "#8d4a83": "#d59acb", "#9a6b00": "#e0b04a",
    "#3d8fc4": "#9fd3f5",
  };
  let scope;

  // JupyterLab's own modules; it shares one of each.
  async function shared(name) {
    const [offer] = Object.values(scope[name]);
    return (await offer.get())();
  }

  const isDark = () => document.body.dataset.jpThemeLight === "false";

  function darkened(spec) {
    const swapped = JSON.stringify(spec).replace(/"#[0-9a-f]{6}"/g, (hue) => {
      const dark = PALETTE[hue.slice(1, -1)];
      return dark ? `"${dark}"` : hue;
    });
    return JSON.parse(swapped);
  }

  // On a dark screen a chart of the project is drawn in dark colours; what the notebook keeps stays as it was.
  function themed(model) {
    const spec = model.data[VEGALITE];
    if (!isDark() || !spec || !spec.usermeta || !spec.usermeta.xxgk) return model;
    return Object.create(model, {
      data: { value: { ...model.data, [VEGALITE]: darkened(spec) } },
      setData: { value: () => {} },
    });
  }

  function drawInTheme(registry, themes) {
    const drawn = new Map();
    const prototype = Object.getPrototypeOf(registry);
    const create = prototype.createRenderer;
    prototype.createRenderer = function (type, options) {
      const made = create.call(this, type, options);
      if (type === VEGALITE) {
        const render = made.renderModel.bind(made);
        made.renderModel = (model) => {
          drawn.set(made, () => render(themed(model)));
          return render(themed(model));
        };
      }
      return made;
    };
    themes.themeChanged.connect(() => {
      for (const [made, again] of drawn) {
        if (made.isDisposed) drawn.delete(made);
        else again();
      }
    });
  }

  function nameExport(commands, translator) {
    const label = commands.label.bind(commands);
    const word = MENU[translator.languageCode.startsWith("zh") ? "zh" : "en"];
    commands.label = (id, options) =>
      label(id, id === EXPORT && options && options.format === "xxgk" ? { ...options, label: word } : options);
  }

  async function plugin() {
    const [{ IRenderMimeRegistry }, { IThemeManager }, { ITranslator }] = await Promise.all(
      ["@jupyterlab/rendermime", "@jupyterlab/apputils", "@jupyterlab/translation"].map(shared));
    return {
      id: "xxgk:lab",
      autoStart: true,
      requires: [IRenderMimeRegistry, IThemeManager, ITranslator],
      activate: (app, registry, themes, translator) => {
        drawInTheme(registry, themes);
        nameExport(app.commands, translator);
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.xxgk = {
    init: (given) => { scope = given; },
    get: async () => {
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
