// Draws all diagrams in one process: JSON [{name, source}] in, [{name, svg} | {name, error}] out.
// It runs in the project's folder, so that is where the drawing library is found. What a drawing
// needs to fit into a page (colours, names, ids) is done by site_builder/text/drawing.py.
import { readFileSync } from "node:fs";
import { renderMermaidSVG } from "beautiful-mermaid";

// The library's own 40 units around the drawing would cost labels their size on a narrow page.
const options = { padding: 8, nodeSpacing: 20, layerSpacing: 32, transparent: true };

function draw({ name, source }) {
  try {
    return { name, svg: renderMermaidSVG(source, options) };
  } catch (error) {
    return { name, error: error.message };
  }
}

const jobs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(jobs.map(draw)));
