-- AlterTable
ALTER TABLE "IngestSource" ADD COLUMN     "routes" JSONB NOT NULL DEFAULT '[]';
