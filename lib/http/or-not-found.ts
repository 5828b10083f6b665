import { notFound } from 'next/navigation';
import { AppError } from '../errors/app-error';

/** The value, or Next's page for what does not exist. */
export async function orNotFound<T>(value: Promise<T>): Promise<T> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  }
}
