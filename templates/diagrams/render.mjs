// Draws all diagrams in one process. In: JSON [{name, source}]; out: [{name, svg}], or for one that
// cannot be drawn {name, error, line}. It runs in the project's folder, so that is where the drawing
// library is found. What a drawing needs to fit into a page (colours, names, ids) is done by
// site_builder/text/drawing.py.
import { readFileSync } from "node:fs";
import { renderMermaidSVG } from "beautiful-mermaid";

// The library's own 40 units around the drawing and between layers would cost labels their size.
const options = { padding: 8, nodeSpacing: 20, layerSpacing: 24, transparent: true };

// Lines that may change nothing: the end of a block, a direction that is the default, the name of
// something that other lines name as well.
const quiet = /^\s*(end|\}|direction\s.*|(participant|actor|class|state)\s+\w+)?$/;

// Comments before the first line of a diagram hide its kind from the library.
const comment = /^\s*%%/;

function render(lines) {
  return renderMermaidSVG(lines.filter((line) => !comment.test(line)).join("\n"), options);
}

// The library passes over a line that it cannot read, and the drawing would lack what it says.
// Returns the index of such a line: one without which the drawing is the same.
function ignoredLine(lines, svg) {
  return lines.findIndex((line, at) => {
    if (quiet.test(line) || comment.test(line)) return false;
    try {
      return render(lines.filter((_, one) => one !== at)) === svg;
    } catch {
      return false;
    }
  });
}

function draw({ name, source }) {
  const lines = source.split("\n");
  try {
    const svg = render(lines);
    const at = ignoredLine(lines, svg);
    if (at < 0) return { name, svg };
    return { name, line: at + 1, error: `the line '${lines[at].trim()}' adds nothing to it` };
  } catch (error) {
    return { name, line: 0, error: error.message };
  }
}

const jobs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(jobs.map(draw)));
