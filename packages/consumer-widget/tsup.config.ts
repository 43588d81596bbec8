import { buildOptions } from '../../scripts/build-options.mjs';

export default buildOptions(import.meta.dirname);
