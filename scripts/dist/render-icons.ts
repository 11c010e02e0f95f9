import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

/** `node scripts/dist/render-icons.ts`: draws build/icon.svg as build/icons/NxN.png and build/icon.ico, which are committed. */
const buildFolder = join(import.meta.dirname, '..', '..', 'build')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]

const drawing = await readFile(join(buildFolder, 'icon.svg'), 'utf8')
const images = await drawAll()
for (const [size, image] of images) await writeFile(join(buildFolder, 'icons', `${size}x${size}.png`), image)
await writeFile(join(buildFolder, 'icon.ico'), toIco(windowsSizes))

async function drawAll(): Promise<Map<number, Buffer>> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const drawn = new Map<number, Buffer>()
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`)
    drawn.set(size, await page.screenshot({ omitBackground: true }))
    await page.close()
  }
  await browser.close()
  return drawn
}

/** Windows icon file: a 6-byte header, 16 bytes an entry (0 stands for 256 px), then the PNG files as they are. */
function toIco(wanted: readonly number[]): Buffer {
  const files = wanted.map((size) => ({ size, image: images.get(size) ?? Buffer.alloc(0) }))
  const header = Buffer.alloc(6 + 16 * files.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(files.length, 4)
  let offset = header.length
  files.forEach(({ size, image }, index) => {
    const entry = 6 + 16 * index
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(image.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += image.length
  })
  return Buffer.concat([header, ...files.map((file) => file.image)])
}
