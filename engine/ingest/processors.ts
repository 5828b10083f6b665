import { dateProcessors } from './processors/dates';
import { fieldProcessors } from './processors/fields';
import { fingerprintProcessors } from './processors/fingerprint';
import { flowProcessors } from './processors/flow';
import { geoipProcessors } from './processors/geoip';
import { networkProcessors } from './processors/network';
import { parserProcessors } from './processors/parsers';
import { textProcessors } from './processors/texts';
import { userAgentProcessors } from './processors/user-agent';
import type { ProcessorType } from './step';

/** Every processor of the embedded engine by its name. */
export const processorTypes: Record<string, ProcessorType> = {
  ...fieldProcessors,
  ...textProcessors,
  ...parserProcessors,
  ...dateProcessors,
  ...flowProcessors,
  ...networkProcessors,
  ...fingerprintProcessors,
  ...userAgentProcessors,
  ...geoipProcessors,
};
