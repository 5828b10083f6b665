import type { EsError } from '../plan/es-error';
import type { IngestDocument, Json } from './document';
import type { Options } from './options';

/** What comes of a document: itself, or undefined where a processor dropped it. */
export type Outcome = IngestDocument | undefined;

/** What a processor may use besides the document. */
export interface PipelineRun {
  /** The stored pipeline of that name. */
  find: (name: string) => Json | undefined;
  /** Names of the pipelines that are running, outermost first. */
  path: string[];
  /** Called after every processor, for a verbose simulation. */
  seen?: (type: string, options: Json, outcome: Outcome | 'skipped', error?: EsError) => void;
  /** Set by `reroute`: the rest of the pipeline does not run. */
  rerouted?: boolean;
}

/** Changes the document in place; gives `false` where it is dropped. */
export type Step = (document: IngestDocument, run: PipelineRun) => boolean | undefined;

/** For processors that hold others: a processor with its condition and failure handling, and a whole pipeline, ready to run. */
export interface Builder {
  processor: (type: string, options: Json) => (document: IngestDocument, run: PipelineRun) => boolean;
  pipeline: (definition: Json) => (document: IngestDocument, run: PipelineRun) => Outcome;
}

export type ProcessorType = (options: Options, builder: Builder) => Step;
