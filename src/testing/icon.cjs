// Icons are files that Grafana's server would send: the tests do without.
module.exports = { __esModule: true, default: () => null };
