-- CreateTable
CREATE TABLE "ProviderKey" (
    "workspaceId" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "setById" TEXT NOT NULL,
    "setByName" TEXT NOT NULL,
    "setAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "route")
);
