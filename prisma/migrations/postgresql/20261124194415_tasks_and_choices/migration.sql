-- AlterTable
ALTER TABLE "Turn" ADD COLUMN     "spec" JSONB;

-- CreateTable
CREATE TABLE "MemberChoice" (
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "chosenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MemberChoice_pkey" PRIMARY KEY ("workspaceId","memberId","task")
);

-- CreateTable
CREATE TABLE "TaskChoice" (
    "workspaceId" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "chosenBy" TEXT NOT NULL,

    CONSTRAINT "TaskChoice_pkey" PRIMARY KEY ("workspaceId","task")
);
