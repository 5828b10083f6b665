import { z } from 'zod';
import { readBytes } from '../../../lib/http/read-text';
import { otlpSignals } from './messages';
import { takeOtlp } from './take-otlp';

const signalSchema = z.enum(otlpSignals, { error: 'Oriel takes logs and metrics' });

/** One request of OTLP/HTTP to one answer; who asks has been proven before. */
export async function answerOtlp(request: Request, signal: string): Promise<Response> {
  const { contentType, body } = await takeOtlp(signalSchema.parse(signal), request.headers.get('content-type'), await readBytes(request));
  return new Response(body as BodyInit, { headers: { 'content-type': contentType } });
}
