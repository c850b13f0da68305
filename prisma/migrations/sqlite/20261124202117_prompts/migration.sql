-- CreateTable
CREATE TABLE "Prompt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "modelId" TEXT NOT NULL,
    "expiresAt" DATETIME,
    "archivedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PromptVersion" (
    "promptId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "variables" JSONB NOT NULL,
    "inputSchema" JSONB,
    "outputSchema" JSONB,
    "step" TEXT,
    "subsystem" TEXT,
    "modelId" TEXT NOT NULL,
    "maxOutputTokens" INTEGER,
    "temperature" TEXT,
    "reason" TEXT NOT NULL,
    "batchId" TEXT,
    "savedBy" TEXT NOT NULL,
    "savedByName" TEXT NOT NULL,
    "savedAt" DATETIME NOT NULL,

    PRIMARY KEY ("promptId", "version"),
    CONSTRAINT "PromptVersion_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PromptBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "promptIds" JSONB NOT NULL,
    "modelId" TEXT,
    "startedBy" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "Prompt_workspaceId_modelId_idx" ON "Prompt"("workspaceId", "modelId");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_workspaceId_ownerId_name_key" ON "Prompt"("workspaceId", "ownerId", "name");

-- CreateIndex
CREATE INDEX "PromptVersion_batchId_idx" ON "PromptVersion"("batchId");

-- CreateIndex
CREATE INDEX "PromptBatch_workspaceId_startedAt_idx" ON "PromptBatch"("workspaceId", "startedAt");
