-- AlterTable
ALTER TABLE "CatalogModel" ADD COLUMN     "limits" JSONB,
ADD COLUMN     "missed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "proposal" JSONB,
ADD COLUMN     "regions" JSONB,
ADD COLUMN     "successorId" TEXT,
ADD COLUMN     "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',
ADD COLUMN     "version" TEXT;

-- AlterTable
ALTER TABLE "CatalogSync" ADD COLUMN     "complete" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "refreshId" TEXT;

-- CreateTable
CREATE TABLE "Refresh" (
    "id" TEXT NOT NULL,
    "running" TEXT,
    "occurrence" TEXT,
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "changes" JSONB,

    CONSTRAINT "Refresh_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PriceVersion" (
    "modelId" TEXT NOT NULL,
    "validFrom" TIMESTAMP(3) NOT NULL,
    "prices" JSONB,
    "priceState" TEXT NOT NULL,

    CONSTRAINT "PriceVersion_pkey" PRIMARY KEY ("modelId","validFrom")
);

-- CreateTable
CREATE TABLE "Override" (
    "workspaceId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "prices" JSONB,
    "regions" JSONB,
    "capabilities" JSONB,
    "status" TEXT,
    "setBy" TEXT NOT NULL,
    "setAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Override_pkey" PRIMARY KEY ("workspaceId","modelId")
);

-- CreateTable
CREATE TABLE "Successor" (
    "workspaceId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "successorId" TEXT,
    "chosenBy" TEXT,
    "toldOn" TEXT,

    CONSTRAINT "Successor_pkey" PRIMARY KEY ("workspaceId","modelId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Refresh_running_key" ON "Refresh"("running");

-- CreateIndex
CREATE UNIQUE INDEX "Refresh_occurrence_key" ON "Refresh"("occurrence");

-- CreateIndex
CREATE INDEX "Refresh_startedAt_idx" ON "Refresh"("startedAt");

-- CreateIndex
CREATE INDEX "CatalogModel_updatedAt_idx" ON "CatalogModel"("updatedAt");

-- CreateIndex
CREATE INDEX "CatalogSync_route_complete_at_idx" ON "CatalogSync"("route", "complete", "at");
