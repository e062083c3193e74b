"use strict";
// Preloaded into jsii's Node (see bindings.py). The index of @cdktf/provider-aws requires 2,212 files;
// here each `exports.x = require("./x");` of that one file becomes a getter, so that a file is read
// when it is first used. Where the index is not made of exactly such lines, it is left as it is.

const Module = require("node:module");
const path = require("node:path");

const INDEX = path.join(path.sep, "@cdktf", "provider-aws");
const LINE = /^exports\.(\w+) = require\(("\.\/[\w-]+")\);$/gm;

function isIndex(filename) {
  return path.basename(filename) === "index.js" && filename.includes(INDEX) && path.basename(path.dirname(filename)) === "lib";
}

function lazily(source) {
  const requires = source.match(/\brequire\(/g) ?? [];
  const lines = source.match(LINE) ?? [];
  if (lines.length === 0 || lines.length !== requires.length) {
    return source;
  }
  return source.replace(
    LINE,
    (_, name, file) =>
      `Object.defineProperty(exports, "${name}", { enumerable: true, configurable: true, get: () => require(${file}) });`,
  );
}

const compile = Module.prototype._compile;
Module.prototype._compile = function (source, filename, ...rest) {
  return compile.call(this, isIndex(filename) ? lazily(source) : source, filename, ...rest);
};
