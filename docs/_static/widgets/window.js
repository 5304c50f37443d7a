// @ts-check
/// <reference path="widget.js" />
/** Window and level: the VOI LUT functions of PS3.3 section C.11.2.1, on a slice and on a phantom. */

/**
 * @typedef {object} DicomImage
 * @property {number} columns
 * @property {number} slope
 * @property {number} intercept
 * @property {number[]} steps Each stored value less the one before it.
 */

/** @type {{presets: {name: string, center: number, width: number}[], images: Record<string, DicomImage>}} */
var DicomWindowData;

const DicomWindow = (() => {
  /** @type {Record<string, (x: number, center: number, width: number) => number>} */
  const functions = {
    LINEAR(x, center, width) {
      if (x <= center - 0.5 - (width - 1) / 2) return 0;
      if (x > center - 0.5 + (width - 1) / 2) return 1;
      return (x - (center - 0.5)) / (width - 1) + 0.5;
    },
    LINEAR_EXACT(x, center, width) {
      if (x <= center - width / 2) return 0;
      if (x > center + width / 2) return 1;
      return (x - center) / width + 0.5;
    },
    SIGMOID(x, center, width) {
      return 1 / (1 + Math.exp((-4 * (x - center)) / width));
    },
  };

  /**
   * Return the values of an image after the modality LUT.
   * @param {DicomImage} image
   * @returns {number[]}
   */
  function rescaled(image) {
    let stored = 0;
    return image.steps.map((step) => {
      stored += step;
      return stored * image.slope + image.intercept;
    });
  }

  /**
   * Return the gray of each value, from 0 to 255.
   * @param {number[]} values
   * @param {number} center
   * @param {number} width
   * @param {string} name
   * @returns {number[]}
   */
  function grays(values, center, width, name) {
    return values.map((value) => functions[name](value, center, width) * 255);
  }

  return { functions, rescaled, grays };
})();

DicomWidget.place("window", "Window and level", () => {
  const { element, field, choice } = DicomWidget;
  const { presets, images } = DicomWindowData;
  const names = Object.keys(images);
  const values = Object.fromEntries(names.map((name) => [name, DicomWindow.rescaled(images[name])]));
  const side = images[names[0]].columns;
  const range = { low: -1024, high: 1500 };

  const canvas = element("canvas", { width: side, height: side, role: "img", class: "widget-image" });
  const curve = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  curve.setAttribute("viewBox", "0 0 252 64");
  curve.setAttribute("class", "widget-curve");
  curve.setAttribute("aria-hidden", "true");
  path.setAttribute("fill", "none");
  path.setAttribute("stroke", "currentColor");
  curve.append(path);
  const ends = [range.low, range.high].map((end) => element("span", {}, `${end} HU`));
  const axis = element("p", { class: "widget-axis", "aria-hidden": "true" }, ...ends);
  const status = element("p", { role: "status" });

  const image = choice(["slice", "phantom"]);
  const center = element("input", { type: "number", step: "any" });
  const width = element("input", { type: "number", min: 1, step: "any" });
  const centerSlider = element("input", { type: "range", min: range.low, max: range.high, "aria-label": "Center slider" });
  const widthSlider = element("input", { type: "range", min: 1, max: 2500, "aria-label": "Width slider" });
  const voi = choice(Object.keys(DicomWindow.functions));
  const inverted = element("input", { type: "checkbox" });
  const column = element("input", { type: "number", min: 0, max: side - 1, value: 90 });
  const row = element("input", { type: "number", min: 0, max: side - 1, value: 20 });
  const probe = element("output");
  const buttons = presets.map((preset) => {
    const button = element("button", { type: "button", class: "widget-control" }, preset.name);
    button.addEventListener("click", () => set(preset.center, preset.width));
    return button;
  });

  /**
   * @param {number} newCenter
   * @param {number} newWidth
   */
  function set(newCenter, newWidth) {
    center.value = String(Math.round(newCenter));
    width.value = String(Math.round(newWidth));
    draw();
  }

  /**
   * Return the gray of a value, from 0 to 255.
   * @param {number} value
   */
  function shown(value) {
    const [gray] = DicomWindow.grays([value], Number(center.value), Number(width.value), voi.value);
    return inverted.checked ? 255 - gray : gray;
  }

  function draw() {
    const context = canvas.getContext("2d");
    // While a number is being typed, there may be none.
    if (!context || center.value === "" || !(Number(width.value) >= 1)) return;
    centerSlider.value = center.value;
    widthSlider.value = width.value;
    const pixels = context.createImageData(side, side);
    /** @type {Map<number, number>} */
    const known = new Map();
    values[image.value].forEach((value, place) => {
      let gray = known.get(value);
      if (gray === undefined) known.set(value, (gray = shown(value)));
      pixels.data.fill(gray, place * 4, place * 4 + 3);
      pixels.data[place * 4 + 3] = 255;
    });
    context.putImageData(pixels, 0, 0);
    const points = Array.from({ length: 253 }, (_, x) => {
      const value = range.low + (x / 252) * (range.high - range.low);
      return `${x} ${(63 - (shown(value) / 255) * 62).toFixed(1)}`;
    });
    path.setAttribute("d", `M${points.join("L")}`);
    const half = Number(width.value) / 2;
    const [low, high] = [Number(center.value) - half, Number(center.value) + half];
    for (const [number, preset] of presets.entries()) {
      const pressed = preset.center === Number(center.value) && preset.width === Number(width.value);
      buttons[number].setAttribute("aria-pressed", String(pressed));
    }
    const text = `Center ${center.value}, width ${width.value}: from ${low} to ${high} HU`;
    status.textContent = text;
    canvas.setAttribute("aria-label", `The ${image.value} in a window. ${text}`);
    tell();
  }

  /** Tell the number of the pixel that is asked for. */
  function tell() {
    const [x, y] = [column, row].map((input) => Math.min(side - 1, Math.max(0, Math.trunc(Number(input.value)))));
    const value = values[image.value][y * side + x];
    const { slope, intercept } = images[image.value];
    probe.textContent = `${(value - intercept) / slope} stored, ${value} HU, gray ${Math.round(shown(value))} of 255`;
  }

  for (const control of [image, center, width, voi, inverted]) control.addEventListener("input", draw);
  centerSlider.addEventListener("input", () => set(Number(centerSlider.value), Number(width.value)));
  widthSlider.addEventListener("input", () => set(Number(center.value), Number(widthSlider.value)));
  for (const control of [column, row]) control.addEventListener("input", tell);
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) {
      set(Number(center.value) - event.movementY * 2, Math.max(1, Number(width.value) + event.movementX * 4));
      return;
    }
    column.value = String(Math.floor((event.offsetX / canvas.clientWidth) * side));
    row.value = String(Math.floor((event.offsetY / canvas.clientHeight) * side));
    tell();
  });
  set(40, 400);

  return [
    element("div", { class: "widget-view" }, canvas, curve, axis),
    element(
      "div",
      { class: "widget-controls" },
      field("Image", image),
      element("div", { class: "widget-buttons", role: "group", "aria-label": "Presets" }, ...buttons),
      field("Center", center),
      centerSlider,
      field("Width", width),
      widthSlider,
      field("Function", voi),
      field("MONOCHROME1", inverted),
      status,
      element("div", { class: "widget-row" }, field("Column", column), field("Row", row)),
      probe,
    ),
  ];
});
