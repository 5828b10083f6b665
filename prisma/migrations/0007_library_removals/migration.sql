-- AlterTable
ALTER TABLE "LibraryPanel" ADD COLUMN "removedAt" TIMESTAMP(3);
