-- CreateTable
CREATE TABLE "Prompt" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "modelId" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "archivedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Prompt_pkey" PRIMARY KEY ("id")
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
    "savedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PromptVersion_pkey" PRIMARY KEY ("promptId","version")
);

-- CreateTable
CREATE TABLE "PromptBatch" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "promptIds" JSONB NOT NULL,
    "modelId" TEXT,
    "startedBy" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PromptBatch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Prompt_workspaceId_modelId_idx" ON "Prompt"("workspaceId", "modelId");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_workspaceId_ownerId_name_key" ON "Prompt"("workspaceId", "ownerId", "name");

-- CreateIndex
CREATE INDEX "PromptVersion_batchId_idx" ON "PromptVersion"("batchId");

-- CreateIndex
CREATE INDEX "PromptBatch_workspaceId_startedAt_idx" ON "PromptBatch"("workspaceId", "startedAt");

-- AddForeignKey
ALTER TABLE "PromptVersion" ADD CONSTRAINT "PromptVersion_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt"("id") ON DELETE CASCADE ON UPDATE CASCADE;
