-- CreateTable
CREATE TABLE "Refresh" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "running" TEXT,
    "occurrence" TEXT,
    "leaseUntil" DATETIME NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "changes" JSONB
);

-- CreateTable
CREATE TABLE "PriceVersion" (
    "modelId" TEXT NOT NULL,
    "validFrom" DATETIME NOT NULL,
    "prices" JSONB,
    "priceState" TEXT NOT NULL,

    PRIMARY KEY ("modelId", "validFrom")
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
    "setAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "modelId")
);

-- CreateTable
CREATE TABLE "Successor" (
    "workspaceId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "successorId" TEXT,
    "chosenBy" TEXT,
    "toldOn" TEXT,

    PRIMARY KEY ("workspaceId", "modelId")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_CatalogModel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "routeModelId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "family" TEXT,
    "contextWindow" INTEGER,
    "maxOutput" INTEGER,
    "inputModalities" JSONB NOT NULL,
    "outputModalities" JSONB NOT NULL,
    "capabilities" JSONB NOT NULL,
    "parameters" JSONB,
    "prices" JSONB,
    "priceState" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "deprecatedOn" TEXT,
    "successorId" TEXT,
    "version" TEXT,
    "limits" JSONB,
    "regions" JSONB,
    "aliases" JSONB NOT NULL,
    "displayOrder" INTEGER NOT NULL DEFAULT 0,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "proposal" JSONB,
    "firstSeenAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00'
);
INSERT INTO "new_CatalogModel" ("aliases", "capabilities", "contextWindow", "deprecatedOn", "displayOrder", "family", "firstSeenAt", "id", "inputModalities", "lastSeenAt", "maxOutput", "name", "outputModalities", "parameters", "priceState", "prices", "provider", "route", "routeModelId", "status") SELECT "aliases", "capabilities", "contextWindow", "deprecatedOn", "displayOrder", "family", "firstSeenAt", "id", "inputModalities", "lastSeenAt", "maxOutput", "name", "outputModalities", "parameters", "priceState", "prices", "provider", "route", "routeModelId", "status" FROM "CatalogModel";
DROP TABLE "CatalogModel";
ALTER TABLE "new_CatalogModel" RENAME TO "CatalogModel";
CREATE INDEX "CatalogModel_provider_idx" ON "CatalogModel"("provider");
CREATE INDEX "CatalogModel_updatedAt_idx" ON "CatalogModel"("updatedAt");
CREATE TABLE "new_CatalogSync" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "refreshId" TEXT,
    "route" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "models" INTEGER NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT
);
INSERT INTO "new_CatalogSync" ("at", "error", "id", "models", "route") SELECT "at", "error", "id", "models", "route" FROM "CatalogSync";
DROP TABLE "CatalogSync";
ALTER TABLE "new_CatalogSync" RENAME TO "CatalogSync";
CREATE INDEX "CatalogSync_at_idx" ON "CatalogSync"("at");
CREATE INDEX "CatalogSync_route_complete_at_idx" ON "CatalogSync"("route", "complete", "at");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "Refresh_running_key" ON "Refresh"("running");

-- CreateIndex
CREATE UNIQUE INDEX "Refresh_occurrence_key" ON "Refresh"("occurrence");

-- CreateIndex
CREATE INDEX "Refresh_startedAt_idx" ON "Refresh"("startedAt");
