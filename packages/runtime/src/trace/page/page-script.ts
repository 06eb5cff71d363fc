/**
 * Niceties for whoever has scripts: `e` opens or closes every step, a link to a step opens it, and paper gets all of
 * them. Nothing of the page needs it.
 */
export const pageScript = `
const all=()=>[...document.querySelectorAll("details")];
const openTarget=()=>{const d=document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector("details");if(d)d.open=true};
addEventListener("beforeprint",()=>all().forEach(d=>{d.open=true}));
addEventListener("hashchange",openTarget);
addEventListener("keydown",e=>{if(e.key!=="e"||e.ctrlKey||e.metaKey||e.altKey)return;const some=all().some(d=>!d.open);all().forEach(d=>{d.open=some})});
openTarget();
document.getElementById("keys").hidden=false;
`;
