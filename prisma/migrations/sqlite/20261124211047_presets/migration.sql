-- CreateTable
CREATE TABLE "Preset" (
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "modelIds" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "name")
);
