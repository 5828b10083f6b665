-- AlterTable
ALTER TABLE "User" ADD COLUMN "homeDashboardId" TEXT;

-- AlterTable
ALTER TABLE "Dashboard" ADD COLUMN "folder" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "DashboardVersion" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "FavouriteDashboard" (
    "userId" TEXT NOT NULL,
    "dashboardId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FavouriteDashboard_pkey" PRIMARY KEY ("userId","dashboardId")
);

-- CreateTable
CREATE TABLE "DashboardVisit" (
    "userId" TEXT NOT NULL,
    "dashboardId" TEXT NOT NULL,
    "visitedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DashboardVisit_pkey" PRIMARY KEY ("userId","dashboardId")
);

-- CreateTable
CREATE TABLE "DashboardComment" (
    "id" TEXT NOT NULL,
    "dashboardId" TEXT NOT NULL,
    "panelId" TEXT,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMP(3),
    "resolvedByName" TEXT,

    CONSTRAINT "DashboardComment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LibraryPanel" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subtitle" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LibraryPanel_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DashboardComment_dashboardId_createdAt_idx" ON "DashboardComment"("dashboardId", "createdAt");

-- AddForeignKey
ALTER TABLE "FavouriteDashboard" ADD CONSTRAINT "FavouriteDashboard_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FavouriteDashboard" ADD CONSTRAINT "FavouriteDashboard_dashboardId_fkey" FOREIGN KEY ("dashboardId") REFERENCES "Dashboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DashboardVisit" ADD CONSTRAINT "DashboardVisit_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DashboardVisit" ADD CONSTRAINT "DashboardVisit_dashboardId_fkey" FOREIGN KEY ("dashboardId") REFERENCES "Dashboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DashboardComment" ADD CONSTRAINT "DashboardComment_dashboardId_fkey" FOREIGN KEY ("dashboardId") REFERENCES "Dashboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;
