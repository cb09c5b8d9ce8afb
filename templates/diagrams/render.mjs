// Draws all diagrams in one process: JSON [{name, source}] in, [{name, svg}] or [{name, error, line}] out.
// It runs in the project's folder, so that is where the drawing library is found. What a drawing
// needs to fit into a page (colours, names, ids) is done by site_builder/text/drawing.py.
import { readFileSync } from "node:fs";
import { renderMermaidSVG } from "beautiful-mermaid";

// The library's own 40 units around the drawing, and between layers, would cost labels their size.
const options = { padding: 8, nodeSpacing: 20, layerSpacing: 24, transparent: true };

// Lines that may well change nothing: comments, the end of a block, a direction that is the default.
const quiet = /^\s*(%%.*|end|direction\s.*)?$/;

// The library passes over a line that it cannot read, and the drawing would lack what it says.
function ignoredLine(source, svg) {
  const lines = source.split("\n");
  return lines.findIndex((line, at) => !quiet.test(line) && drawn(lines.filter((_, one) => one !== at)) === svg);
}

function drawn(lines) {
  try {
    return renderMermaidSVG(lines.join("\n"), options);
  } catch {
    return "";
  }
}

function draw({ name, source }) {
  try {
    const svg = renderMermaidSVG(source, options);
    const at = ignoredLine(source, svg);
    if (at < 0) return { name, svg };
    const text = source.split("\n")[at].trim();
    return { name, line: at + 1, error: `the line '${text}' adds nothing to it` };
  } catch (error) {
    return { name, line: 0, error: error.message };
  }
}

const jobs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(jobs.map(draw)));
