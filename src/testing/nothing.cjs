// Stands for what the tests do without: style sheets, and an expression language of a wizard we do not use.
module.exports = {};
