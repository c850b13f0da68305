-- AlterTable
ALTER TABLE "Turn" ADD COLUMN "spec" JSONB;

-- CreateTable
CREATE TABLE "MemberChoice" (
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "chosenAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "memberId", "task")
);

-- CreateTable
CREATE TABLE "TaskChoice" (
    "workspaceId" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "chosenBy" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "task")
);
