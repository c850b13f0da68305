-- AlterTable
ALTER TABLE "Enabled" ADD COLUMN     "fallbackId" TEXT,
ADD COLUMN     "maxOutputTokens" INTEGER,
ADD COLUMN     "systemPrompt" TEXT,
ADD COLUMN     "temperature" TEXT;
