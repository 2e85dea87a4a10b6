//! Spanish phrases.

use super::{Entry, entry};

/// All of them.
pub(crate) const ENTRIES: &[Entry] = &[
    entry("negation", "not", "no; nunca; jamás; sin; ningún; ninguna; nada; tampoco"),
    entry(
        "category",
        "bug",
        "cobrado dos veces; cobrado el doble; facturado el doble; cargo doble; dos cargos; dos veces el mismo; cero filas; ningún dato; ninguna fila; no contiene; nunca llegaron; nunca llega; se queda colgad*; se queda en; vuelve a empezar; no paso de; me expulsa; me echa; se corta; no pasa nada; se interrumpe; error; errores; fallo; fallos; falla; fallan; fallando; fallaba; bug; bugs; no funciona; no funcionan; dejó de funcionar; ya no funciona; no carga; no abre; no se abre; no arranca; no inicia; no conecta; no se conecta; no sincroniza; no se sincroniza; no puedo iniciar; no puedo entrar; no puedo acceder; no puedo abrir; no me deja; no deja; se cierra; se cierra sola; se cierra solo; se cuelga; se bloquea; se congela; congelad*; bloquead*; bucle; vuelvo siempre a; me devuelve a; cierra sesión; cierra la sesión; cerrar sesión sola; pantalla en blanco; pantalla negra; en blanco; vacío; vacía; vacíos; vacías; desaparec*; perdido los datos; pérdida de datos; incorrecto*; incorrecta*; equivocado*; erróneo*; errónea*; roto; rota; no responde; no aparece; no aparecen; no se muestra; no muestra; no se ve; no reconoce; no recibo; no ha llegado; no llega; no llegan; duplicad*; rechazad*; no guarda; no se guarda; no coincide; ilegible; caído; caída; avería; imposible; no registra; no actualiza; se desconecta",
    ),
    entry(
        "category",
        "feature_request",
        "por fin un; por fin una; cuándo ofrecer*; cuándo habrá; permitid; permitan; permítannos; modo nocturno; podéis; podrían añadir; pueden añadir; necesitaríamos; nos hace falta; ofreced; añadid; sería bueno; sería genial; sería útil; sería ideal; sería estupendo; estaría bien; estaría genial; estaría bueno; me gustaría; nos gustaría; gustaría; ojalá; por favor añadan; por favor agreguen; por favor añadir; añadir; añadan; agregar; agreguen; incluir; incorporar; falta; faltan; hace falta; necesitamos; necesitaríamos; deberían; debería poder; debería tener; debería permitir; podrían; podríais; poder; posibilidad de; opción de; opción para; una opción; función; funcionalidad*; sugerencia; sugiero; mejora; mejorar; modo oscuro; permitir; integrar; integración con; soporte para; echo de menos; echo en falta",
    ),
    entry(
        "category",
        "pain_point",
        "confusa; confuso; desfasad*; desactualizad*; obsolet*; versión antigua; segundos para; minutos para; horas para; una eternidad; eternidad; a tirones; no logré saber; no logro; no consigo entender; tardan; complicado*; complicada*; difícil*; confuso*; confusa*; frustrante*; molesto*; molesta*; pesado; pesada; lento; lenta; lentos; lentas; lentitud; tarda; tarda mucho; tarda demasiado; demasiado; demasiados; demasiadas; caro; cara; inútil; malo; mala; malísimo; malísima; pésimo; pésima; horrible; terrible; peor; decepcion*; insatisfecho*; insatisfecha*; inaceptable; vergüenza; sin respuesta; nadie responde; no responden; esperando; espera; no me gusta; no es intuitivo; poco intuitivo; poco intuitiva; problema; problemas; inconveniente*; pérdida de tiempo; estafa; cobrado dos veces; cobraron dos veces; cobrado de más; no encuentro; a mano; manualmente; inservible; engorroso; engorrosa; odio; lamentable; desastre; inestable; publicidad; anuncios; queja*",
    ),
    entry(
        "category",
        "praise",
        "excelente*; genial; perfecto; perfecta; perfectamente; muy bueno; muy buena; muy bien; buena; bueno; buen; increíble; fantástico; fantástica; maravilloso; maravillosa; estupendo; estupenda; encanta; me encanta; nos encanta; gracias; recomiendo; recomendable; recomendado; satisfecho; satisfecha; contento; contenta; contentos; fácil; fácil de usar; práctico; práctica; útil; útiles; intuitivo; intuitiva; fiable; rápido; rápida; mejor; me gusta; nos gusta; funciona bien; funciona perfecto; funciona de maravilla; enhorabuena; felicidades; completa; completo; cómodo; cómoda; ahorra",
    ),
    entry(
        "category",
        "churn_signal",
        "cancelo mi; cancelo la; cancelo nuestra; cancelamos; ya no vale; no vale lo que; cancelar mi suscripción; cancelar la suscripción; cancelar nuestra suscripción; cancelaré; cancelaremos; cancelar el contrato; cancelar mi cuenta; cancelar; darme de baja; darnos de baja; dar de baja; me doy de baja; nos damos de baja; no renovar; no renovaremos; no renovaré; no vamos a renovar; no voy a renovar; cerrar mi cuenta; eliminar mi cuenta; borrar mi cuenta; nos vamos; me voy; cambiar de proveedor; cambiarme a; cambiarnos a; cambiamos a; nos cambiamos; nos pasamos; pasarnos a; pasarme a; competencia; otro proveedor; otra herramienta; alternativa; alternativas; desinstal*; rescindir; dejar de usar; devuélvanme; devolución del dinero",
    ),
    entry(
        "mood",
        "negative",
        "enfadado*; enfadada*; harto; harta; triste; furioso; furiosa; cansado de; perdido; perdida; robado; robada; fraude; rechazado; bloqueado; nunca; imposible; preocupad*",
    ),
    entry(
        "mood",
        "positive",
        "feliz; felices; encantado; encantada; agradecido; agradecida; resuelto rápido; solucionado; amable; por fin",
    ),
    entry(
        "severity",
        "critical",
        "caída del servicio; pérdida de datos; datos perdidos; perdido los datos; perdido todo; seguridad; filtración; hackead*; robad*; fraude; en producción; servicio caído; todos los usuarios; todo el equipo; nadie puede; bloqueante; bloqueados; crítico; crítica; legal; rgpd; emergencia; no podemos trabajar",
    ),
    entry(
        "severity",
        "high",
        "urgente; urgentemente; cuanto antes; inmediatamente; se cierra; se cuelga; no puedo iniciar; no puedo entrar; no puedo acceder; bucle; inservible; inutilizable; no funciona; dejó de funcionar; cada vez; todos los días; constantemente; inaceptable; cobrado dos veces; segunda vez; tercera vez",
    ),
    entry(
        "severity",
        "low",
        "menor; estético; errata; sin prisa; no es urgente; pequeño detalle; pequeño problema; leve; ligeramente; estaría bien",
    ),
    entry(
        "cause",
        "slow_resolution",
        "sin respuesta; nadie responde; no responden; no contestan; nadie contesta; sigo esperando; esperando; espera; hace semanas; hace días; hace meses; llevo semanas; llevo días; semanas; tardan; tardó días; tardaron; sin resolver; no resuelto; todavía no; aún no",
    ),
    entry(
        "cause",
        "missing_documentation",
        "documentación; manual; tutorial*; instrucciones; cómo puedo; cómo se; guía; ayuda; ejemplo*; explica*; no está claro; no entiendo; faq",
    ),
    entry(
        "cause",
        "billing_confusion",
        "factura*; facturación; cobro*; cobrado; cobrada; cobraron; cobran; reembolso*; devolución; comisión; comisiones; iva; precio*; tarifa*; pago*; suscripción; tarjeta de crédito; coste*; costo*",
    ),
    entry(
        "cause",
        "unexpected_behaviour",
        "en lugar de; en vez de; desde la actualización; desde la última; después de actualizar; tras la actualización; última actualización; nueva versión; antes; de repente; inesperad*; cambiaron; cambiado; eliminaron; por qué; sin avisar; sin previo aviso; se reinicia; sola; solo; debería",
    ),
    entry(
        "cause",
        "bug",
        "error; errores; fallo; fallos; falla; bug; no funciona; dejó de funcionar; se cierra; se cuelga; bucle; vacío; vacía; en blanco; no carga; no abre",
    ),
    entry(
        "risk",
        "churn",
        "cancelo mi; cancelo la; cancelamos; cancelar mi suscripción; cancelar la suscripción; cancelar nuestra suscripción; cancelaremos; cancelar el contrato; darme de baja; darnos de baja; dar de baja; no renovar; no renovaremos; no vamos a renovar; cerrar mi cuenta; eliminar mi cuenta; desinstal*; rescindir; cambiar de proveedor; dejar de usar; nos vamos; nos pasamos; cancelar",
    ),
    entry(
        "risk",
        "competitor",
        "competencia; competidor*; otro proveedor; otra herramienta; otras aplicaciones; otra aplicación; alternativa; alternativas; comparado con",
    ),
    entry(
        "risk",
        "escalation",
        "gerente; supervisor; director; directora; dirección; abogado; abogada; legal; demanda; denuncia; denunciar; reclamación; reclamar; consumo; queja formal; redes sociales; inaceptable; tercera vez; segunda vez; escalar",
    ),
    entry(
        "area",
        "Authentication",
        "iniciar sesión; inicio de sesión; contraseña; acceder; acceso; login; autenticación; código de verificación; sso; cierra sesión",
    ),
    entry(
        "area",
        "Billing",
        "factura*; facturación; pago*; cobro*; suscripción; precio*; reembolso*; tarifa*; iva; tarjeta de crédito; comisión; comisiones",
    ),
    entry(
        "area",
        "Mobile app",
        "aplicación móvil; móvil; celular; teléfono; iphone; ipad; ios; android; tableta; tablet; la app; app; la aplicación",
    ),
    entry("area", "API", "api; webhook*; sdk; desarrollador*; json"),
    entry(
        "area",
        "Performance",
        "lento; lenta; lentos; lentas; lentitud; rendimiento; velocidad; tarda; carga lenta; tiempo de carga",
    ),
    entry(
        "area",
        "Integrations",
        "integración; integraciones; salesforce; slack; zapier; jira; hubspot; outlook; teams; conector*; strava; sap",
    ),
    entry(
        "area",
        "Onboarding",
        "configuración inicial; instalación; instalar; registro; registrarme; primeros pasos; migración; período de prueba",
    ),
    entry(
        "area",
        "Reporting",
        "informe; informes; reporte*; panel; exportación; exportar; csv; excel; gráfico*; gráfica*; estadísticas",
    ),
    entry(
        "area",
        "Notifications",
        "notificación; notificaciones; aviso; avisos; alerta*; recordatorio*",
    ),
    entry("area", "Search", "búsqueda; buscar; buscador; filtro; filtros; resultados de búsqueda"),
    entry(
        "area",
        "Devices and sync",
        "sincroniz*; bluetooth; reloj; dispositivo*; emparejar; pulsera; sensor*",
    ),
    entry(
        "area",
        "Support",
        "soporte; atención al cliente; servicio al cliente; ticket; asistencia",
    ),
    entry("area", "Documentation", "documentación; manual; centro de ayuda; faq"),
    entry(
        "area",
        "User interface",
        "interfaz; diseño; menú; botón; botones; pantalla; navegación; modo oscuro; letra; colores",
    ),
];
