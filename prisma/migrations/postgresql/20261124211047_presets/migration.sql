-- CreateTable
CREATE TABLE "Preset" (
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "modelIds" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Preset_pkey" PRIMARY KEY ("workspaceId","name")
);
