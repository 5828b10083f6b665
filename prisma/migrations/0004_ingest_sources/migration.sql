-- CreateTable
CREATE TABLE "IngestSource" (
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "begins" TEXT,
    "dataViewId" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IngestSource_pkey" PRIMARY KEY ("name")
);
