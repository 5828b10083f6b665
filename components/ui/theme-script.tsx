import { rememberReader } from '../../lib/http/reader';
import { keepPresses } from './keep-presses';

const script = `${keepPresses}window.orielRememberReader=${rememberReader};(function(){try{var q=new URLSearchParams(location.search).get('theme');var s=q;if(!s){try{s=localStorage.getItem('oriel-theme')}catch(e){}}var dark=s==='dark'||(s!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);var d=document.documentElement;d.dataset.theme=dark?'dark':'light';d.dataset.mantineColorScheme=d.dataset.theme;if(!q)orielRememberReader(d.dataset.theme);var g=new URLSearchParams(location.search).get('density');if(g)d.dataset.density=g==='comfortable'?'comfortable':'compact'}catch(e){}})()`;

/**
 * Sets light or dark before the first paint: the address, then the reader's choice, then the system.
 * Tells the server about the screen, so that it can paint the next page's first screen itself.
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
