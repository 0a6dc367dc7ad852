// The page's script: theme switch, contents on narrow windows, where the reader is, copy buttons, and
// loading of what is drawn late (Plotly, mermaid, search). The page reads well without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("js");
  const say = (text) => {
    byId("tb-status").textContent = text;
  };
  const store = {
    get: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        /* private window */
      }
    },
  };

  // Theme: the system's, or the reader's choice, which is remembered.
  const themes = ["auto", "light", "dark"];
  const names = { auto: "Auto", light: "Light", dark: "Dark" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  let theme = themes.includes(store.get("tidebook-theme")) ? store.get("tidebook-theme") : "auto";
  let printing = false;
  const isDark = () => !printing && (theme === "auto" ? system.matches : theme === "dark");
  const applyTheme = () => {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
    byId("tb-theme-name").textContent = names[theme];
    dispatchEvent(new CustomEvent("tidebook-theme"));
  };
  byId("tb-theme").hidden = false;
  byId("tb-theme").addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    store.set("tidebook-theme", theme);
    applyTheme();
    say(`Theme: ${names[theme]}`);
  });
  system.addEventListener("change", () => {
    if (theme === "auto") applyTheme();
  });

  // Scripts that a page asks for late: a file beside it, or text within it.
  const loading = new Map();
  const loadScript = (name) => {
    if (!loading.has(name))
      loading.set(
        name,
        new Promise((resolve, reject) => {
          const held = byId(`tb-script-${name}`);
          if (!held) {
            reject(new Error(`no script ${name}`));
            return;
          }
          const script = document.createElement("script");
          if (held.dataset.src) {
            script.onload = resolve;
            script.onerror = () => reject(new Error(`script ${name} did not load`));
            script.src = held.dataset.src;
            document.head.append(script);
          } else {
            script.textContent = held.textContent;
            document.head.append(script);
            resolve();
          }
        }),
      );
    return loading.get(name);
  };

  // Contents on narrow windows.
  const contents = byId("tb-contents");
  const button = byId("tb-contents-button");
  const openContents = (open) => {
    contents.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.hidden = false;
  button.addEventListener("click", () => openContents(!contents.classList.contains("open")));
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a")) openContents(false);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && contents.classList.contains("open")) {
      openContents(false);
      button.focus();
    }
  });

  // Where the reader is.
  const links = new Map();
  for (const link of contents.querySelectorAll('a[href^="#"]')) {
    const target = byId(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (target) links.set(target, link);
  }
  let marked;
  const markPlace = () => {
    let current;
    for (const [target, link] of links) {
      if (target.getBoundingClientRect().top > 140) break;
      current = link;
    }
    if (current === marked) return;
    if (marked) {
      marked.classList.remove("here");
      marked.removeAttribute("aria-current");
    }
    if (current) {
      current.classList.add("here");
      current.setAttribute("aria-current", "location");
      const box = contents.getBoundingClientRect();
      const place = current.getBoundingClientRect();
      if (place.top < box.top + 40 || place.bottom > box.bottom - 40)
        contents.scrollTop += place.top - box.top - box.height / 3;
    }
    marked = current;
  };
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        markPlace();
      });
    },
    { passive: true },
  );
  markPlace();

  // Copy buttons, and boxes that scroll can be reached by keyboard.
  for (const block of document.querySelectorAll("pre.code")) {
    const box = document.createElement("div");
    box.className = "with-copy";
    block.replaceWith(box);
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "copy";
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", "Copy this code");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        copy.textContent = "Copied";
        say("Code copied");
      } catch {
        getSelection().selectAllChildren(block);
        copy.textContent = "Selected";
      }
      setTimeout(() => {
        copy.textContent = "Copy";
      }, 1600);
    });
    box.append(block, copy);
  }
  const reachable = () => {
    // A formula within a line that is wider than the page gets a box of its own to scroll in.
    for (const formula of document.querySelectorAll("main .katex")) {
      if (formula.closest(".math-block")) continue;
      formula.classList.remove("too-wide");
      const box = formula.closest("p, li, td, th, dd, h1, h2, h3, h4, main");
      const wide =
        formula.getBoundingClientRect().right > box.getBoundingClientRect().right + 1 &&
        !formula.closest(".scroll");
      formula.classList.toggle("too-wide", wide);
    }
    for (const box of document.querySelectorAll(".scroll, .terminal, .too-wide")) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
        box.tabIndex = 0;
    }
  };
  reachable();
  addEventListener("resize", reachable, { passive: true });

  // A link to something inside a fold opens it.
  const reveal = () => {
    const target =
      location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    for (
      let fold = target && target.closest("details");
      fold;
      fold = fold.parentElement.closest("details")
    )
      fold.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper is light: what is drawn in colours of its own is drawn again for it.
  addEventListener("beforeprint", () => {
    if (!isDark()) return;
    printing = true;
    root.setAttribute("data-theme", "light");
    dispatchEvent(new CustomEvent("tidebook-theme"));
  });
  addEventListener("afterprint", () => {
    if (!printing) return;
    printing = false;
    applyTheme();
  });

  // Things drawn late, shortly before they come into view and before printing.
  const late = (selector, draw) => {
    const figures = [...document.querySelectorAll(selector)];
    const start = (figure) => {
      if (figure.dataset.started) return;
      figure.dataset.started = "yes";
      draw(figure).catch((error) => {
        figure.classList.add("failed");
        figure.title = String((error && error.message) || error);
      });
    };
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries)
          if (entry.isIntersecting) {
            watch.unobserve(entry.target);
            start(entry.target);
          }
      },
      { rootMargin: "800px 0px" },
    );
    for (const figure of figures) watch.observe(figure);
    addEventListener("beforeprint", () => figures.forEach(start));
    // A few figures are drawn in idle moments too, so that printing finds them.
    const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 500));
    const rest = figures.slice(0, 20);
    const next = () => {
      const figure = rest.shift();
      if (figure === undefined) return;
      start(figure);
      setTimeout(() => idle(next), 300);
    };
    setTimeout(() => idle(next), 1500);
  };
  globalThis.tidebook = { late, loadScript, isDark, say };

  // Plotly
  const colour = (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };
  const template = () => {
    const [ink, soft, line, page] = ["--ink", "--soft", "--line", "--page"].map(colour);
    const axis = {
      gridcolor: line,
      linecolor: soft,
      zerolinecolor: colour("--line-strong"),
      tickcolor: soft,
      automargin: true,
      title: { font: { color: ink } },
      tickfont: { color: soft },
    };
    return {
      data: { bar: [{ type: "bar", error_x: { color: ink }, error_y: { color: ink } }] },
      layout: {
        font: {
          family: "Inter, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif",
          size: 13,
          color: ink,
        },
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        colorway: isDark()
          ? ["#7fb8e6", "#f0a583", "#93d19c", "#d9a8e0", "#e6c06e", "#7fcbd6", "#f2a0b5", "#b9b4a8"]
          : [
              "#1f6fa8",
              "#c2562a",
              "#3f8a4a",
              "#8a4f9e",
              "#a8790c",
              "#1a8290",
              "#b8456b",
              "#77716a",
            ],
        xaxis: axis,
        yaxis: axis,
        polar: { bgcolor: "rgba(0,0,0,0)", angularaxis: axis, radialaxis: axis },
        scene: { xaxis: axis, yaxis: axis, zaxis: axis, bgcolor: "rgba(0,0,0,0)" },
        legend: { bgcolor: "rgba(0,0,0,0)", font: { color: ink } },
        colorscale: { sequential: "Viridis" },
        coloraxis: { colorbar: { outlinewidth: 0 } },
        modebar: {
          bgcolor: "rgba(0,0,0,0)",
          color: colour("--line-strong"),
          activecolor: soft,
        },
        hoverlabel: {
          bgcolor: page,
          bordercolor: soft,
          font: { color: ink, family: "Inter, system-ui, sans-serif" },
        },
        title: { font: { size: 16, color: ink }, x: 0.02, xanchor: "left" },
        annotationdefaults: { font: { color: ink } },
      },
    };
  };
  const drawPlot = async (figure) => {
    const { data, layout, frames } = JSON.parse(
      figure.querySelector('script[type="application/json"]').textContent,
    );
    await loadScript("plotly");
    const area = figure.querySelector(".plot-area");
    const narrow = () => area.clientWidth < 480;
    const own = layout.template;
    const height = parseFloat(figure.style.getPropertyValue("--plot-height"));
    // On a phone the legend has lines of its own below the axis title, and the figure grows by them.
    const legendLines = () => {
      const stated = layout.legend && Object.keys(layout.legend).length > 0;
      const named = data.filter(({ name, showlegend }) => name && showlegend !== false);
      const shown = layout.showlegend ?? named.length > 1;
      return narrow() && shown && !stated ? named.length : 0;
    };
    const themed = () => {
      const base = template();
      const legend = legendLines() * 20;
      const { l = 60, r = 24, t = layout.title ? 56 : 24, b = 52 } = layout.margin ?? {};
      figure.style.setProperty("--plot-height", `${height + legend}px`);
      return {
        ...layout,
        autosize: true,
        height: height + legend,
        template:
          own && own.layout
            ? { ...own, layout: { ...own.layout, ...base.layout } }
            : { ...own, ...base },
        margin: narrow()
          ? { l: Math.min(l, 44), r: Math.min(r, 12), t, b: b + legend }
          : { ...layout.margin, l, r, t, b },
        ...(legend > 0
          ? { legend: { x: 0, xanchor: "left", y: 0, yanchor: "bottom", yref: "container" } }
          : {}),
      };
    };
    const config = () => ({
      responsive: true,
      displayModeBar: narrow() ? false : "hover",
      displaylogo: false,
      modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"],
    });
    let wasNarrow = narrow();
    await Plotly.newPlot(area, {
      data: structuredClone(data),
      layout: structuredClone(themed()),
      frames,
      config: config(),
    });
    figure.classList.add("drawn");
    const redraw = () =>
      Plotly.react(area, structuredClone(data), structuredClone(themed()), config());
    addEventListener("tidebook-theme", redraw);
    addEventListener("resize", () => {
      if (narrow() === wasNarrow) return;
      wasNarrow = narrow();
      redraw();
    });
  };
  late("[data-plot]", drawPlot);

  const hex = (name) =>
    "#" +
    colour(name)
      .match(/\d+/g)
      .slice(0, 3)
      .map((part) => Number(part).toString(16).padStart(2, "0"))
      .join("");
  const mermaidColours = () => {
    const [ink, soft, line, page, raised, strong] = [
      "--ink",
      "--soft",
      "--line",
      "--page",
      "--raised",
      "--line-strong",
    ].map(hex);
    const series = isDark()
      ? ["#2f5878", "#7a4730", "#35603d", "#5f4268", "#6b5320", "#275c64", "#70404e", "#55524b"]
      : ["#bcd8ec", "#f1cdb9", "#c4e0c6", "#dfc9e6", "#eedfae", "#bfe0e4", "#efc6d2", "#dcd8cf"];
    return {
      darkMode: isDark(),
      background: page,
      primaryColor: raised,
      primaryTextColor: ink,
      primaryBorderColor: strong,
      secondaryColor: series[0],
      tertiaryColor: series[1],
      secondaryTextColor: ink,
      tertiaryTextColor: ink,
      lineColor: soft,
      textColor: ink,
      titleColor: ink,
      mainBkg: raised,
      nodeBorder: strong,
      clusterBkg: page,
      clusterBorder: line,
      edgeLabelBackground: page,
      noteBkgColor: raised,
      noteTextColor: ink,
      noteBorderColor: strong,
      actorBkg: raised,
      actorBorder: strong,
      actorTextColor: ink,
      labelBoxBkgColor: raised,
      labelTextColor: ink,
      signalColor: soft,
      signalTextColor: ink,
      sequenceNumberColor: page,
      pieTitleTextColor: ink,
      pieSectionTextColor: ink,
      pieLegendTextColor: ink,
      pieStrokeColor: page,
      pieOuterStrokeColor: strong,
      pieOuterStrokeWidth: "1px",
      pieTitleTextSize: "17px",
      pieSectionTextSize: "14px",
      pieLegendTextSize: "14px",
      pieOpacity: "1",
      ...Object.fromEntries(
        series.flatMap((value, place) => [
          [`pie${place + 1}`, value],
          [`cScale${place}`, value],
          [`cScaleLabel${place}`, ink],
          [`git${place}`, value],
        ]),
      ),
    };
  };

  // Mermaid, for diagrams that the build did not draw.
  let count = 0;
  const drawDiagram = async (figure) => {
    const source =
      figure.dataset.source ?? (figure.dataset.source = figure.querySelector("pre").textContent);
    await loadScript("mermaid");
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      theme: "base",
      themeVariables: mermaidColours(),
      fontFamily: "Inter, Noto Sans CJK SC, system-ui, sans-serif",
      htmlLabels: false,
      flowchart: { htmlLabels: false },
    });
    const { svg } = await mermaid.render(`tb-mermaid-${++count}`, source);
    figure.innerHTML = svg;
    figure.classList.add("drawn");
  };
  late("[data-mermaid]", drawDiagram);
  addEventListener("tidebook-theme", () => {
    for (const figure of document.querySelectorAll("[data-mermaid].drawn"))
      drawDiagram(figure).catch(() => {});
  });

  // Search
  const query = byId("tb-query");
  if (byId("tb-script-search")) {
    byId("tb-search").hidden = false;
    query.addEventListener(
      "focus",
      () => {
        loadScript("search").catch(() => {});
      },
      { once: true },
    );
    addEventListener("keydown", (event) => {
      const typing =
        event.target.closest && event.target.closest("input, textarea, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        query.focus();
      }
    });
  }
  applyTheme();
})();
