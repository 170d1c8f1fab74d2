// Makes a start quicker: the server begins with it, and commands are given it by `--import`. Plain
// JavaScript, as start.mjs is.
import module from 'node:module';

const OWN = new URL('./', import.meta.url).href;

/** zod brings its messages in fifty languages; ours are in locales/, and its English is there anyway. */
function isUnreadMessages(specifier, parentURL) {
  return specifier === '../locales/index.js' && /\/node_modules\/zod\/v4\//.test(parentURL);
}

/**
 * Node asks the package of every imported file for its kind, folder by folder up to the next
 * package.json, and reads the package's whole list of exports each time; drizzle-orm's is 200 KiB,
 * for a hundred files. A neighbour named by its full file name is of the same kind as the file that
 * asks for it, and there are a thousand of our own.
 */
function kindOfNeighbour(specifier, parentURL) {
  if (/^\.\.?\/.*\.ts$/.test(specifier) && parentURL.startsWith(OWN)) return 'module-typescript';
  const isModules = /\/node_modules\/(drizzle-orm|zod)\//.test(parentURL);
  return isModules && /^\.\.?\/.*\.js$/.test(specifier) ? 'module' : undefined;
}

/** All our files find the same packages; seventy of them ask for drizzle-orm. */
const packages = new Map();

function findPackage(specifier, context, next) {
  const found = packages.get(specifier) ?? next(specifier, context);
  packages.set(specifier, found);
  return { ...found, shortCircuit: true };
}

module.registerHooks?.({
  resolve(specifier, context, next) {
    const { parentURL = '', conditions = [] } = context;
    const isPackage = /^(@[\w-]+\/)?\w/.test(specifier) && !specifier.includes(':');
    if (isPackage && parentURL.startsWith(OWN) && conditions.includes('import')) {
      return findPackage(specifier, context, next);
    }
    if (isUnreadMessages(specifier, parentURL)) return next('../locales/en.js', context);
    const format = kindOfNeighbour(specifier, parentURL);
    if (format === undefined) return next(specifier, context);
    return { url: new URL(specifier, parentURL).href, format, shortCircuit: true };
  },
});
