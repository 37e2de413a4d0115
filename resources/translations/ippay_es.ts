<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>ippay</name>
    <message>
        <source> At {at}.</source>
        <translation> A las {at}.</translation>
    </message>
    <message>
        <source>, expires {date}</source>
        <translation>, caduca {date}</translation>
    </message>
    <message>
        <source>2026-11-01..2026-11-30</source>
        <translation>2026-11-01..2026-11-30</translation>
    </message>
    <message>
        <source>&gt;10 or &lt;=50</source>
        <translation>&gt;10 o &lt;=50</translation>
    </message>
    <message>
        <source>A charge of it is under way already. Nothing was sent twice.</source>
        <translation>Ya hay un cobro suyo en curso. No se envió nada dos veces.</translation>
    </message>
    <message>
        <source>A charge run has ended</source>
        <translation>Ha terminado una remesa</translation>
    </message>
    <message>
        <source>A charge run stands still and needs you</source>
        <translation>Una remesa está parada y espera su decisión</translation>
    </message>
    <message>
        <source>A decision about it is under way already.</source>
        <translation>Ya hay una decisión en curso sobre este cobro.</translation>
    </message>
    <message>
        <source>A finished day has changed</source>
        <translation>Ha cambiado un día terminado</translation>
    </message>
    <message>
        <source>A person accepted where the payment landed</source>
        <translation>Una persona aceptó adónde fue el pago</translation>
    </message>
    <message>
        <source>A person entered it in Splynx</source>
        <translation>Una persona lo registró en Splynx</translation>
    </message>
    <message>
        <source>A person must enter it in Splynx</source>
        <translation>Una persona debe registrarlo en Splynx</translation>
    </message>
    <message>
        <source>A person said: approved</source>
        <translation>Una persona dijo: aprobado</translation>
    </message>
    <message>
        <source>A person said: declined</source>
        <translation>Una persona dijo: rechazado</translation>
    </message>
    <message>
        <source>A person said: given back</source>
        <translation>Una persona dijo: devuelto</translation>
    </message>
    <message>
        <source>A person said: never sent</source>
        <translation>Una persona dijo: nunca enviado</translation>
    </message>
    <message>
        <source>A person said: refused</source>
        <translation>Una persona dijo: denegado</translation>
    </message>
    <message>
        <source>A person said: the bank has paid</source>
        <translation>Una persona dijo: el banco ha pagado</translation>
    </message>
    <message>
        <source>A person said: the bank returned it</source>
        <translation>Una persona dijo: el banco lo devolvió</translation>
    </message>
    <message>
        <source>A run goes on: {done} of {all} rows.</source>
        <translation>Una remesa sigue en curso: {done} de {all} filas.</translation>
    </message>
    <message>
        <source>A run is going on. Nothing was planned.</source>
        <translation>Hay una remesa en curso. No se planificó nada.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clave de API</translation>
    </message>
    <message>
        <source>API secret, kept in the keyring</source>
        <translation>Secreto de API, guardado en el llavero</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Adding payments</source>
        <translation>Registrar pagos</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Address of the portal page copied.</source>
        <translation>Dirección de la página del portal copiada.</translation>
    </message>
    <message>
        <source>Address of the selected document</source>
        <translation>Dirección del documento seleccionado</translation>
    </message>
    <message>
        <source>Address of the selected link</source>
        <translation>Dirección del enlace seleccionado</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Antigüedad</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>Todos los motivos</translation>
    </message>
    <message>
        <source>All that is left</source>
        <translation>Todo lo que queda</translation>
    </message>
    <message>
        <source>All unpaid</source>
        <translation>Todo lo pendiente</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Another run is going on. Nothing was started.</source>
        <translation>Hay otra remesa en curso. No se inició nada.</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Autorización</translation>
    </message>
    <message>
        <source>Approve {amount}</source>
        <translation>Aprobar {amount}</translation>
    </message>
    <message>
        <source>Approve {amount}?</source>
        <translation>¿Aprobar {amount}?</translation>
    </message>
    <message>
        <source>Approved or accepted</source>
        <translation>Aprobado o aceptado</translation>
    </message>
    <message>
        <source>Approved today</source>
        <translation>Aprobado hoy</translation>
    </message>
    <message>
        <source>Approved {amount}. {person} can do it now, once and within a day.</source>
        <translation>Aprobado: {amount}. {person} puede hacerlo ahora, una vez y en el plazo de un día.</translation>
    </message>
    <message>
        <source>Approved, asked twice</source>
        <translation>Aprobado, preguntado dos veces</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Aprobar…</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Como al principio</translation>
    </message>
    <message>
        <source>Ask about everything that waits</source>
        <translation>Preguntar por todo lo que espera</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Preguntar ahora</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Preguntado</translation>
    </message>
    <message>
        <source>Asked again at</source>
        <translation>Se vuelve a preguntar</translation>
    </message>
    <message>
        <source>Asked. Settled: {settled}. Still waiting: {waiting}. For a person: {person}.</source>
        <translation>Preguntado. Resueltos: {settled}. A la espera: {waiting}. Para una persona: {person}.</translation>
    </message>
    <message>
        <source>Asked: IPpay does not know it</source>
        <translation>Preguntado: IPpay no lo conoce</translation>
    </message>
    <message>
        <source>Asked: IPpay says approved</source>
        <translation>Preguntado: IPpay dice aprobado</translation>
    </message>
    <message>
        <source>Asked: IPpay says declined</source>
        <translation>Preguntado: IPpay dice rechazado</translation>
    </message>
    <message>
        <source>Asked: IPpay says given back</source>
        <translation>Preguntado: IPpay dice devuelto</translation>
    </message>
    <message>
        <source>Asked: IPpay says refused</source>
        <translation>Preguntado: IPpay dice denegado</translation>
    </message>
    <message>
        <source>Asked: IPpay says voided</source>
        <translation>Preguntado: IPpay dice anulado</translation>
    </message>
    <message>
        <source>Asked: IPpay took the refund back</source>
        <translation>Preguntado: IPpay deshizo la devolución</translation>
    </message>
    <message>
        <source>Asked: no clear answer</source>
        <translation>Preguntado: sin respuesta clara</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Preguntando…</translation>
    </message>
    <message>
        <source>Asks about a lost answer after</source>
        <translation>Pregunta por una respuesta perdida tras</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>At (UTC)</source>
        <translation>Hora (UTC)</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atención</translation>
    </message>
    <message>
        <source>Attention, {n} waiting</source>
        <translation>Atención, {n} a la espera</translation>
    </message>
    <message>
        <source>Awaited</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Back to all runs</source>
        <translation>Volver a las remesas</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Volver a la lista</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Balance of customer {id}</source>
        <translation>Saldo del cliente {id}</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Banco</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>Cuenta bancaria</translation>
    </message>
    <message>
        <source>Bank accounts</source>
        <translation>Cuentas bancarias</translation>
    </message>
    <message>
        <source>Bank accounts only</source>
        <translation>Solo cuentas bancarias</translation>
    </message>
    <message>
        <source>Bank debit accepted, not settled yet</source>
        <translation>Adeudo aceptado, aún sin liquidar</translation>
    </message>
    <message>
        <source>Bank debit accepted, settles by {date}</source>
        <translation>Adeudo bancario aceptado, firme hacia el {date}</translation>
    </message>
    <message>
        <source>Bank debit returned</source>
        <translation>Adeudo devuelto</translation>
    </message>
    <message>
        <source>Bank debits accepted today</source>
        <translation>Adeudos aceptados hoy</translation>
    </message>
    <message>
        <source>Bank debits that came back in 60 days: {rates}</source>
        <translation>Adeudos devueltos en 60 días: {rates}</translation>
    </message>
    <message>
        <source>Bank payments</source>
        <translation>Pagos por banco</translation>
    </message>
    <message>
        <source>Bank return</source>
        <translation>Devolución bancaria</translation>
    </message>
    <message>
        <source>Bank terminal id</source>
        <translation>Id. de terminal bancario</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>En comprobación</translation>
    </message>
    <message>
        <source>Being checked, don't charge again</source>
        <translation>En comprobación, no vuelva a cobrar</translation>
    </message>
    <message>
        <source>Being given back, don't refund again</source>
        <translation>Devolución en comprobación, no reembolse otra vez</translation>
    </message>
    <message>
        <source>Being recorded in Splynx</source>
        <translation>Registrándose en Splynx</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Libros</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Ambos</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>By filter</source>
        <translation>Por filtro</translation>
    </message>
    <message>
        <source>By method</source>
        <translation>Por medio de pago</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>Por número</translation>
    </message>
    <message>
        <source>By partner</source>
        <translation>Por socio</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Devueltos</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Cancelar la remesa</translation>
    </message>
    <message>
        <source>Cannot be charged so</source>
        <translation>Así no se puede cobrar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Card payments</source>
        <translation>Pagos con tarjeta</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Tarjetas</translation>
    </message>
    <message>
        <source>Cards charged today</source>
        <translation>Cobrado hoy con tarjeta</translation>
    </message>
    <message>
        <source>Cards only</source>
        <translation>Solo tarjetas</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Cobrar</translation>
    </message>
    <message>
        <source>Charge a period</source>
        <translation>Cobrar un periodo</translation>
    </message>
    <message>
        <source>Charge a period…</source>
        <translation>Cobrar un periodo…</translation>
    </message>
    <message>
        <source>Charge being checked, not a receipt</source>
        <translation>Cobro en comprobación, no es un recibo</translation>
    </message>
    <message>
        <source>Charge selected…</source>
        <translation>Cobrar selección…</translation>
    </message>
    <message>
        <source>Charge to</source>
        <translation>Cobrar a</translation>
    </message>
    <message>
        <source>Charge without payment</source>
        <translation>Cobro sin pago</translation>
    </message>
    <message>
        <source>Charge without payment, not a receipt</source>
        <translation>Cobro sin pago, no es un recibo</translation>
    </message>
    <message>
        <source>Charge {amount} to {method}</source>
        <translation>Cobrar {amount} a {method}</translation>
    </message>
    <message>
        <source>Charge {n} for {sum}</source>
        <translation>Cobrar {n} por {sum}</translation>
    </message>
    <message>
        <source>Charged</source>
        <translation>Cobrado</translation>
    </message>
    <message>
        <source>Charged before as {ids}</source>
        <translation>Cobrado antes como {ids}</translation>
    </message>
    <message>
        <source>Charged elsewhere</source>
        <translation>Cobrado en otra parte</translation>
    </message>
    <message>
        <source>Charged elsewhere, recorded</source>
        <translation>Cobrado en otra parte, registrado</translation>
    </message>
    <message>
        <source>Charged to</source>
        <translation>Cobrado a</translation>
    </message>
    <message>
        <source>Charged with a warning</source>
        <translation>Se cobra con aviso</translation>
    </message>
    <message>
        <source>Charges are under way</source>
        <translation>Hay cobros en curso</translation>
    </message>
    <message>
        <source>Charges at once</source>
        <translation>Cobros a la vez</translation>
    </message>
    <message>
        <source>Charges that are under way go on; nothing new begins until you unlock.</source>
        <translation>Los cobros en curso continúan; no empieza nada nuevo hasta que desbloquee.</translation>
    </message>
    <message>
        <source>Charging policy</source>
        <translation>Política de cobro</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Check and make links</source>
        <translation>Comprobar y crear enlaces</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Comprobar ahora</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>En comprob.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>Choose a period and compare.</source>
        <translation>Elija un período y compare.</translation>
    </message>
    <message>
        <source>Choose a period and press Make plan.</source>
        <translation>Elija un periodo y pulse Planificar.</translation>
    </message>
    <message>
        <source>Choose a row to read its whole reason; Take out leaves it for another time.</source>
        <translation>Elija una fila para leer su motivo completo; Quitar la deja para otra ocasión.</translation>
    </message>
    <message>
        <source>Choose a row to read its whole result; open it to see everything about it.</source>
        <translation>Elija una fila para leer todo su resultado; ábrala para ver todo sobre ella.</translation>
    </message>
    <message>
        <source>Choose, look at every row, compare the totals, then type the sum. Nothing is sent before that.</source>
        <translation>Elija, mire cada fila, compare los totales y escriba la suma. Antes de eso no se envía nada.</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>Elegidas por</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Cerrar el programa</translation>
    </message>
    <message>
        <source>Closing when the charges under way have ended…</source>
        <translation>Se cerrará cuando terminen los cobros en curso…</translation>
    </message>
    <message>
        <source>Collected per day</source>
        <translation>Cobrado por día</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>Columnas como al principio</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparando…</translation>
    </message>
    <message>
        <source>Connect Splynx and IPpay</source>
        <translation>Conectar Splynx e IPpay</translation>
    </message>
    <message>
        <source>Connect another…</source>
        <translation>Conectar otro…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Control totals</source>
        <translation>Totales de control</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>Copiar direcciones</translation>
    </message>
    <message>
        <source>Copy as buttons and text</source>
        <translation>Copiar como botones y texto</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar enlace</translation>
    </message>
    <message>
        <source>Copy links</source>
        <translation>Copiar enlaces</translation>
    </message>
    <message>
        <source>Copy links of the selected documents</source>
        <translation>Copiar enlaces de los documentos seleccionados</translation>
    </message>
    <message>
        <source>Copy of {at}</source>
        <translation>Copia de {at}</translation>
    </message>
    <message numerus="yes">
        <source>Copy of {at}; {n} records unreadable</source>
        <extracomment>Copy of {at}; {n} record unreadable</extracomment>
        <translation>
            <numerusform>Copia de {at}; {n} registro ilegible</numerusform>
            <numerusform>Copia de {at}; {n} registros ilegibles</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagen</translation>
    </message>
    <message>
        <source>Copy portal page</source>
        <translation>Copiar página del portal</translation>
    </message>
    <message>
        <source>Copy what to tell the customer</source>
        <translation>Copiar lo que se le dice al cliente</translation>
    </message>
    <message>
        <source>Copy {n} as buttons and text</source>
        <translation>Copiar {n} como botones y texto</translation>
    </message>
    <message>
        <source>Copying {what}: {share} %</source>
        <translation>Copiando {what}: {share} %</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Customer id</source>
        <translation>Id. de cliente</translation>
    </message>
    <message>
        <source>Customer ids</source>
        <translation>Ids. de cliente</translation>
    </message>
    <message>
        <source>Customer or order</source>
        <translation>Cliente o pedido</translation>
    </message>
    <message>
        <source>Customer {id}</source>
        <translation>Cliente {id}</translation>
    </message>
    <message>
        <source>Customer {id} · {status} · {partner}</source>
        <translation>Cliente {id} · {status} · {partner}</translation>
    </message>
    <message>
        <source>Customer's language</source>
        <translation>Idioma del cliente</translation>
    </message>
    <message>
        <source>Customer's own method</source>
        <translation>El medio del cliente</translation>
    </message>
    <message>
        <source>Customer, document number, transaction id, command   Ctrl+K</source>
        <translation>Cliente, n.º de documento, transacción, orden   Ctrl+K</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Day of the next charge</source>
        <translation>Día del próximo cobro</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decidir</translation>
    </message>
    <message>
        <source>Decide only what you have seen yourself, in IPpay's own reports or at the bank. IPpay is asked once more first, and its answer wins. Your name and reason are kept for good.</source>
        <translation>Decida solo lo que haya visto usted, en los informes de IPpay o en el banco. Antes se pregunta otra vez a IPpay, y su respuesta prevalece. Su nombre y el motivo se guardan para siempre.</translation>
    </message>
    <message>
        <source>Decide what waits</source>
        <translation>Decidir lo que espera</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Declined for good</source>
        <translation>Rechazados para siempre</translation>
    </message>
    <message>
        <source>Declined: {reason}</source>
        <translation>Rechazado: {reason}</translation>
    </message>
    <message>
        <source>Declines by reason, last 14 days</source>
        <translation>Rechazos por motivo, últimos 14 días</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Eliminado</translation>
    </message>
    <message>
        <source>Deletion not sent</source>
        <translation>Borrado no enviado</translation>
    </message>
    <message>
        <source>Deletion: no clear answer from Splynx</source>
        <translation>Borrado: sin respuesta clara de Splynx</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Do without</source>
        <translation>Quitar PIN</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Document numbers</source>
        <translation>Números de documento</translation>
    </message>
    <message>
        <source>Document numbers, separated by spaces or lines</source>
        <translation>Números de documento, separados por espacios o líneas</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>Documents (*.pdf)</source>
        <translation>Documentos (*.pdf)</translation>
    </message>
    <message>
        <source>Documents {n}</source>
        <translation>Documentos {n}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Draft handed to your e-mail program. Nothing was sent.</source>
        <translation>Borrador entregado a su programa de correo. No se envió nada.</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>Vencimiento</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Pendiente ahora</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>Vence el</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicado</translation>
    </message>
    <message>
        <source>Duplicate receipt</source>
        <translation>Recibo duplicado</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>E-mail draft</source>
        <translation>Borrador de correo</translation>
    </message>
    <message>
        <source>E-mail text…</source>
        <translation>Texto del correo…</translation>
    </message>
    <message>
        <source>End of the report</source>
        <translation>Fin del informe</translation>
    </message>
    <message>
        <source>Enter in Splynx</source>
        <translation>Anotar en Splynx</translation>
    </message>
    <message>
        <source>Every charge has its answer</source>
        <translation>Cada cobro tiene su respuesta</translation>
    </message>
    <message>
        <source>Every row</source>
        <translation>Todas las filas</translation>
    </message>
    <message>
        <source>Everybody with something unpaid can be charged.</source>
        <translation>Se puede cobrar a todos los que deben algo.</translation>
    </message>
    <message>
        <source>Everything is fine.</source>
        <translation>Todo está bien.</translation>
    </message>
    <message>
        <source>Everything is fine. Look at the payment account's fields, then start.</source>
        <translation>Todo está bien. Mire los campos de la cuenta de pago y empiece.</translation>
    </message>
    <message>
        <source>Evidence file…</source>
        <translation>Archivo de prueba…</translation>
    </message>
    <message>
        <source>Expired by then</source>
        <translation>Caducados para entonces</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Fill in the form, then press Save and check.</source>
        <translation>Rellene el formulario y pulse Guardar y comprobar.</translation>
    </message>
    <message>
        <source>Fill in {noun}.</source>
        <translation>Rellene {noun}.</translation>
    </message>
    <message>
        <source>Filled in for each link: </source>
        <translation>Se rellena en cada enlace: </translation>
    </message>
    <message>
        <source>Filters…</source>
        <translation>Filtros…</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>Finish these and close</source>
        <translation>Terminar estos y cerrar</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminada</translation>
    </message>
    <message>
        <source>Finished and equal</source>
        <translation>Terminado e igual</translation>
    </message>
    <message>
        <source>Finished {at} by {who}</source>
        <translation>Terminado el {at} por {who}</translation>
    </message>
    <message>
        <source>First {shown}; type to narrow</source>
        <translation>Los primeros: {shown}; escriba para acotar</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>For programs (*.json)</source>
        <translation>Para programas (*.json)</translation>
    </message>
    <message>
        <source>Forget “{name}”</source>
        <translation>Olvidar «{name}»</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Gateway address</source>
        <translation>Dirección de la pasarela</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>Given back later</source>
        <translation>Devuelto después</translation>
    </message>
    <message>
        <source>Given back, asked twice</source>
        <translation>Devuelto, preguntado dos veces</translation>
    </message>
    <message>
        <source>Giving back: </source>
        <translation>Devolución: </translation>
    </message>
    <message>
        <source>Go to {place}</source>
        <translation>Ir a {place}</translation>
    </message>
    <message>
        <source>Goes on while you work elsewhere in the window.</source>
        <translation>Continúa mientras trabaja en otra parte de la ventana.</translation>
    </message>
    <message>
        <source>Handed to {name}.</source>
        <translation>Entregado a {name}.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>How the books stood is written down for good.</source>
        <translation>El estado de los libros queda anotado para siempre.</translation>
    </message>
    <message>
        <source>IPpay</source>
        <translation>IPpay</translation>
    </message>
    <message>
        <source>IPpay Desktop {version}</source>
        <translation>IPpay Desktop {version}</translation>
    </message>
    <message>
        <source>IPpay Desktop, run: {done} of {all}</source>
        <translation>IPpay Desktop, remesa: {done} de {all}</translation>
    </message>
    <message>
        <source>IPpay approved it</source>
        <translation>IPpay lo aprobó</translation>
    </message>
    <message>
        <source>IPpay bank debits</source>
        <translation>Adeudos bancarios de IPpay</translation>
    </message>
    <message>
        <source>IPpay cards</source>
        <translation>Tarjetas de IPpay</translation>
    </message>
    <message>
        <source>IPpay declined it</source>
        <translation>IPpay lo rechazó</translation>
    </message>
    <message>
        <source>IPpay gave it back</source>
        <translation>IPpay lo devolvió</translation>
    </message>
    <message>
        <source>IPpay numbers {numbers}</source>
        <translation>Números de IPpay: {numbers}</translation>
    </message>
    <message>
        <source>IPpay refused</source>
        <translation>IPpay lo denegó</translation>
    </message>
    <message>
        <source>IPpay refused it: no money went back</source>
        <translation>IPpay lo rechazó: no volvió dinero</translation>
    </message>
    <message>
        <source>IPpay reports</source>
        <translation>Informes de IPpay</translation>
    </message>
    <message>
        <source>IPpay's reports</source>
        <translation>Informes de IPpay</translation>
    </message>
    <message>
        <source>IPpay's reports are not set up, so the books cannot be compared.</source>
        <translation>Los informes de IPpay no están configurados; los libros no se pueden comparar.</translation>
    </message>
    <message>
        <source>IPpay's reports show a refusal</source>
        <translation>Los informes de IPpay muestran una denegación</translation>
    </message>
    <message>
        <source>IPpay's reports show a void</source>
        <translation>Los informes de IPpay muestran una anulación</translation>
    </message>
    <message>
        <source>IPpay's reports show it given back</source>
        <translation>Los informes de IPpay lo muestran devuelto</translation>
    </message>
    <message>
        <source>IPpay's reports show the charge</source>
        <translation>Los informes de IPpay muestran el cobro</translation>
    </message>
    <message>
        <source>IPpay, {at}</source>
        <translation>IPpay, {at}</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id.</translation>
    </message>
    <message>
        <source>If you close now, no further charge begins, those under way reach their outcome, then the program ends. A run goes on when you resume it.</source>
        <translation>Si cierra ahora, no empieza ningún cobro más, los que están en curso llegan a su resultado y el programa termina. La remesa continúa cuando usted la reanude.</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Factura</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Facturas</translation>
    </message>
    <message>
        <source>Is this settled?</source>
        <translation>¿Está resuelto?</translation>
    </message>
    <message>
        <source>It is entered in Splynx</source>
        <translation>Ya está anotado en Splynx</translation>
    </message>
    <message>
        <source>It never reached IPpay: no money was taken</source>
        <translation>Nunca llegó a IPpay: no se cobró dinero</translation>
    </message>
    <message>
        <source>It never reached IPpay: no money went back</source>
        <translation>Nunca llegó a IPpay: no volvió dinero</translation>
    </message>
    <message>
        <source>It was declined: no money was taken</source>
        <translation>Fue rechazado: no se cobró dinero</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Keep an icon in the system tray</source>
        <translation>Mantener un icono en la bandeja del sistema</translation>
    </message>
    <message>
        <source>Keep our payment in Splynx</source>
        <translation>Conservar nuestro pago en Splynx</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>Guardar este filtro</translation>
    </message>
    <message>
        <source>Keep this filter…</source>
        <translation>Guardar este filtro…</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Seguir trabajando</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Known since</source>
        <translation>Se sabe desde</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>REAL</translation>
    </message>
    <message>
        <source>LIVE: real money</source>
        <translation>REAL: dinero de verdad</translation>
    </message>
    <message>
        <source>LIVE: real money moves</source>
        <translation>REAL: se mueve dinero de verdad</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>El mayor</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Faltan</translation>
    </message>
    <message>
        <source>Left for a person</source>
        <translation>Queda para una persona</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Excluidos</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro u oscuro</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Enlace</translation>
    </message>
    <message>
        <source>Lists and searches come from here; what is charged is read from Splynx itself.</source>
        <translation>Las listas y búsquedas salen de aquí; lo que se cobra se lee de Splynx mismo.</translation>
    </message>
    <message>
        <source>Lists show Splynx as it was at {at}; they are being renewed.</source>
        <translation>Las listas muestran Splynx como estaba el {at}; se están renovando.</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Ubicación</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloqueo</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Bloquear ya</translation>
    </message>
    <message>
        <source>Lock this window</source>
        <translation>Bloquear esta ventana</translation>
    </message>
    <message>
        <source>Lock when idle for</source>
        <translation>Bloquear tras inactividad de</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Locked · IPpay Desktop</source>
        <translation>Bloqueado · IPpay Desktop</translation>
    </message>
    <message>
        <source>Locks when idle, with the screen, for sleep and for another user</source>
        <translation>Se bloquea por inactividad, con la pantalla, al suspender y al cambiar de usuario</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>Mire esto</translation>
    </message>
    <message>
        <source>Looked for the payment in Splynx</source>
        <translation>Buscado el pago en Splynx</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Make plan</source>
        <translation>Planificar</translation>
    </message>
    <message>
        <source>Mark as dealt with</source>
        <translation>Marcar como tratado</translation>
    </message>
    <message>
        <source>Mark as dealt with…</source>
        <translation>Marcar como tratado…</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Medio de pago</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>Money taken</source>
        <translation>Dinero cobrado</translation>
    </message>
    <message>
        <source>Money taken: being checked</source>
        <translation>Dinero cobrado: en comprobación</translation>
    </message>
    <message>
        <source>Money taken: no</source>
        <translation>Dinero cobrado: no</translation>
    </message>
    <message>
        <source>Money taken: yes</source>
        <translation>Dinero cobrado: sí</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name of this profile</source>
        <translation>Nombre de este perfil</translation>
    </message>
    <message>
        <source>Name, id, login, e-mail or phone</source>
        <translation>Nombre, id., usuario, correo o teléfono</translation>
    </message>
    <message>
        <source>Needs approval</source>
        <translation>Por aprobar</translation>
    </message>
    <message>
        <source>Never found for long enough: nothing happened</source>
        <translation>No encontrado durante el tiempo necesario: no pasó nada</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>PIN nuevo</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Plan nuevo</translation>
    </message>
    <message>
        <source>No PIN: this window never locks</source>
        <translation>Sin PIN: esta ventana nunca se bloquea</translation>
    </message>
    <message>
        <source>No answer that can be trusted</source>
        <translation>Ninguna respuesta de la que fiarse</translation>
    </message>
    <message>
        <source>No answered charge yet</source>
        <translation>Aún ningún cobro respondido</translation>
    </message>
    <message>
        <source>No card and no bank account is saved. Send a pay link instead.</source>
        <translation>No hay tarjeta ni cuenta bancaria guardada. Envíe un enlace de pago.</translation>
    </message>
    <message>
        <source>No card and no bank account saved</source>
        <translation>Sin tarjeta ni cuenta bancaria</translation>
    </message>
    <message>
        <source>No customer matches. Try part of the name, or the id.</source>
        <translation>Ningún cliente coincide. Pruebe con parte del nombre o con el id.</translation>
    </message>
    <message>
        <source>No declines.</source>
        <translation>Sin rechazos.</translation>
    </message>
    <message>
        <source>No e-mail program could be opened. Copy the link instead.</source>
        <translation>No se pudo abrir ningún programa de correo. Copie el enlace.</translation>
    </message>
    <message>
        <source>No invoices and no proformas.</source>
        <translation>Sin facturas ni proformas.</translation>
    </message>
    <message>
        <source>No keyring keeps its key: this copy ends with the session.</source>
        <translation>Ningún llavero guarda su clave: esta copia termina con la sesión.</translation>
    </message>
    <message>
        <source>No keyring: secrets last for this session only</source>
        <translation>Sin llavero: los secretos duran solo esta sesión</translation>
    </message>
    <message>
        <source>No links yet</source>
        <translation>Aún no hay enlaces</translation>
    </message>
    <message>
        <source>No money moves by this. Your name and reason are kept for good.</source>
        <translation>Con esto no se mueve dinero. Su nombre y el motivo se guardan para siempre.</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>Aún no hay plan</translation>
    </message>
    <message>
        <source>No row of this kind.</source>
        <translation>Ninguna fila de este tipo.</translation>
    </message>
    <message>
        <source>No run yet. Charge a period to make the first.</source>
        <translation>Aún no hay remesas. Cobre un periodo para crear la primera.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N.º</translation>
    </message>
    <message>
        <source>None saved</source>
        <translation>Nada guardado</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Sin empezar</translation>
    </message>
    <message>
        <source>Not charged from here yet.</source>
        <translation>Aún no se ha cobrado desde aquí.</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>Aún sin comprobar.</translation>
    </message>
    <message>
        <source>Not checked.</source>
        <translation>Sin comprobar.</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>No enviado</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>No utilizables</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Aún no</translation>
    </message>
    <message>
        <source>Nothing can be charged until it answers; it is asked again and again.</source>
        <translation>No se puede cobrar nada hasta que responda; se le pregunta una y otra vez.</translation>
    </message>
    <message>
        <source>Nothing differs, not finished yet</source>
        <translation>Nada difiere; aún no ha terminado</translation>
    </message>
    <message>
        <source>Nothing is charged here. Each step is tested, and says what to do if it is wrong.</source>
        <translation>Aquí no se cobra nada. Cada paso se prueba y dice qué hacer si algo va mal.</translation>
    </message>
    <message>
        <source>Nothing passes this filter. Widen the period or take a condition away.</source>
        <translation>Nada pasa este filtro. Amplíe el periodo o quite una condición.</translation>
    </message>
    <message>
        <source>Nothing to charge</source>
        <translation>Nada que cobrar</translation>
    </message>
    <message>
        <source>Nothing unpaid</source>
        <translation>Nada pendiente</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nada espera.</translation>
    </message>
    <message>
        <source>Nothing waits. Every charge is settled and recorded.</source>
        <translation>Nada espera. Cada cobro está resuelto y registrado.</translation>
    </message>
    <message>
        <source>Nothing was taken from here in these days.</source>
        <translation>En estos días no se cobró nada desde aquí.</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Aún nada.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Number on file</source>
        <translation>Número guardado</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>Número o nombre</translation>
    </message>
    <message>
        <source>Old copy of {at}</source>
        <translation>Copia antigua de {at}</translation>
    </message>
    <message>
        <source>Old copy: {days} days</source>
        <translation>Copia antigua: {days} días</translation>
    </message>
    <message>
        <source>Older debts could not be read; Splynx may settle them first.</source>
        <translation>No se pudieron leer deudas anteriores; Splynx podría saldarlas primero.</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>El más antiguo</translation>
    </message>
    <message>
        <source>On paper…</source>
        <translation>En papel…</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Otra vez</translation>
    </message>
    <message>
        <source>Only these customers</source>
        <translation>Solo estos clientes</translation>
    </message>
    <message>
        <source>Only these numbers</source>
        <translation>Solo estos números</translation>
    </message>
    <message>
        <source>Only while you look elsewhere; with counts, never with names or amounts.</source>
        <translation>Solo mientras usted mira a otra parte; con recuentos, nunca con nombres ni importes.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open a charge to see everything that happened to it.</source>
        <translation>Abra un cobro para ver todo lo que le ha pasado.</translation>
    </message>
    <message>
        <source>Open charge</source>
        <translation>Abrir cobro</translation>
    </message>
    <message>
        <source>Open customer</source>
        <translation>Abrir cliente</translation>
    </message>
    <message>
        <source>Open in Splynx</source>
        <translation>Abrir en Splynx</translation>
    </message>
    <message>
        <source>Open portal page</source>
        <translation>Abrir página del portal</translation>
    </message>
    <message>
        <source>Open the customer of the selected row</source>
        <translation>Abrir el cliente de la fila seleccionada</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>Abriendo el perfil…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Pedido {number}</translation>
    </message>
    <message>
        <source>Other amount</source>
        <translation>Otro importe</translation>
    </message>
    <message>
        <source>Our charges</source>
        <translation>Nuestros cobros</translation>
    </message>
    <message>
        <source>Our charges {n}</source>
        <translation>Nuestros cobros {n}</translation>
    </message>
    <message>
        <source>Our journal</source>
        <translation>Nuestro diario</translation>
    </message>
    <message>
        <source>Our payment is being deleted in Splynx</source>
        <translation>Se está borrando nuestro pago en Splynx</translation>
    </message>
    <message>
        <source>Our payment is gone from Splynx</source>
        <translation>Nuestro pago ya no está en Splynx</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Vencido</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN so far</source>
        <translation>PIN actual</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
    <message>
        <source>PRACTICE: built-in servers, no real money</source>
        <translation>PRÁCTICA: servidores incorporados, sin dinero de verdad</translation>
    </message>
    <message>
        <source>PRACTICE: this computer only</source>
        <translation>PRÁCTICA: solo este equipo</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Página {number} de {count}</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>Paid another debt</source>
        <translation>Pagó otra deuda</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Pagado en parte</translation>
    </message>
    <message>
        <source>Paid, {amount} of it refunded</source>
        <translation>Pagado, {amount} reembolsados</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Pagado en parte</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Socio</translation>
    </message>
    <message>
        <source>Password, if your terminal has one</source>
        <translation>Contraseña, si su terminal la tiene</translation>
    </message>
    <message>
        <source>Paste numbers or take a filter; each is read from Splynx before its link is made.</source>
        <translation>Pegue números o tome un filtro; cada uno se lee de Splynx antes de crear su enlace.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Pausing, charges under way end first</source>
        <translation>En pausa cuando terminen los cobros en curso</translation>
    </message>
    <message>
        <source>Pay links</source>
        <translation>Enlaces de pago</translation>
    </message>
    <message>
        <source>Pay the selected document</source>
        <translation>Cobrar el documento seleccionado</translation>
    </message>
    <message>
        <source>Pay {document}</source>
        <translation>Pagar {document}</translation>
    </message>
    <message>
        <source>Pay {d}</source>
        <translation>Cobrar {d}</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Payment account</source>
        <translation>Cuenta de pago</translation>
    </message>
    <message>
        <source>Payment in Splynx</source>
        <translation>Pago en Splynx</translation>
    </message>
    <message>
        <source>Payment is in Splynx</source>
        <translation>El pago está en Splynx</translation>
    </message>
    <message>
        <source>Payment read back: it settled something else</source>
        <translation>Pago comprobado: saldó otra cosa</translation>
    </message>
    <message>
        <source>Payment read back: it settled the document</source>
        <translation>Pago comprobado: saldó el documento</translation>
    </message>
    <message>
        <source>Payment type</source>
        <translation>Forma de pago</translation>
    </message>
    <message>
        <source>Payment without charge</source>
        <translation>Pago sin cobro</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
    <message>
        <source>Payments {n}</source>
        <translation>Pagos {n}</translation>
    </message>
    <message>
        <source>Pay{due}…</source>
        <translation>Cobrar{due}…</translation>
    </message>
    <message>
        <source>Pay…</source>
        <translation>Cobrar…</translation>
    </message>
    <message>
        <source>Pending in Splynx</source>
        <translation>En trámite en Splynx</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Período</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Plan a charge of the selected documents</source>
        <translation>Planificar el cobro de los documentos seleccionados</translation>
    </message>
    <message>
        <source>Plan a retry…</source>
        <translation>Planificar reintento…</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Previsto</translation>
    </message>
    <message>
        <source>Planned and confirmed</source>
        <translation>Planificado y confirmado</translation>
    </message>
    <message>
        <source>Portal page</source>
        <translation>Página del portal</translation>
    </message>
    <message>
        <source>Practise first</source>
        <translation>Practicar primero</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Impreso</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Profile {name}: {url}</source>
        <translation>Perfil {name}: {url}</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Proforma</source>
        <translation>Proforma</translation>
    </message>
    <message>
        <source>Proformas</source>
        <translation>Proformas</translation>
    </message>
    <message>
        <source>Proof now: {mark}</source>
        <translation>Prueba ahora: {mark}</translation>
    </message>
    <message>
        <source>Proof then: {mark}</source>
        <translation>Prueba entonces: {mark}</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Put the selected rows back into the plan</source>
        <translation>Devolver al plan las filas seleccionadas</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>Código QR</translation>
    </message>
    <message>
        <source>QR code of {url}</source>
        <translation>Código QR de {url}</translation>
    </message>
    <message>
        <source>QR code…</source>
        <translation>Código QR…</translation>
    </message>
    <message>
        <source>Read from Splynx at {at}. Nothing was sent.</source>
        <translation>Leído de Splynx a las {at}. No se envió nada.</translation>
    </message>
    <message>
        <source>Reading documents and saved methods from Splynx…</source>
        <translation>Leyendo de Splynx documentos y medios guardados…</translation>
    </message>
    <message>
        <source>Reading from Splynx: {rows} records, {rate} a second, {seconds} s so far</source>
        <translation>Leyendo de Splynx: {rows} registros, {rate} por segundo, {seconds} s hasta ahora</translation>
    </message>
    <message>
        <source>Reading from Splynx…</source>
        <translation>Leyendo de Splynx…</translation>
    </message>
    <message>
        <source>Reading the document and the saved method again…</source>
        <translation>Leyendo otra vez el documento y el medio guardado…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Ready, but look where it goes</source>
        <translation>Listo, pero mire adónde va</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Número de recibo</translation>
    </message>
    <message>
        <source>Recording not sent</source>
        <translation>Registro no enviado</translation>
    </message>
    <message>
        <source>Recording: no clear answer from Splynx</source>
        <translation>Registro: sin respuesta clara de Splynx</translation>
    </message>
    <message>
        <source>Refill balance</source>
        <translation>Recargar saldo</translation>
    </message>
    <message>
        <source>Refill balance…</source>
        <translation>Recargar saldo…</translation>
    </message>
    <message>
        <source>Refund this charge?</source>
        <translation>¿Reembolsar este cobro?</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>Reembolsar {amount}</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Reembolsado</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Reembolsar…</translation>
    </message>
    <message>
        <source>Report of a charge run</source>
        <translation>Informe de una remesa de cobros</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Resume…</source>
        <translation>Reanudar…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintento</translation>
    </message>
    <message>
        <source>Review after</source>
        <translation>Revisar tras</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Filas</translation>
    </message>
    <message>
        <source>Rows before the review</source>
        <translation>Filas antes de la revisión</translation>
    </message>
    <message>
        <source>Rows in amber</source>
        <translation>Filas en ámbar</translation>
    </message>
    <message>
        <source>Run id</source>
        <translation>Id. de la remesa</translation>
    </message>
    <message>
        <source>Run {name}: paused at {done} of {all}</source>
        <translation>Remesa {name}: en pausa en {done} de {all}</translation>
    </message>
    <message>
        <source>Run {name}: {done} of {all}</source>
        <translation>Remesa {name}: {done} de {all}</translation>
    </message>
    <message>
        <source>Run: {name}</source>
        <translation>Remesa: {name}</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Remesas</translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation>Guardar y comprobar</translation>
    </message>
    <message>
        <source>Save as CSV or spreadsheet</source>
        <translation>Guardar como CSV u hoja de cálculo</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Guardar como CSV…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Guardar como PDF…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Save the evidence of a charge</source>
        <translation>Guardar la prueba de un cobro</translation>
    </message>
    <message>
        <source>Saved bank account</source>
        <translation>Cuenta bancaria guardada</translation>
    </message>
    <message>
        <source>Saved card</source>
        <translation>Tarjeta guardada</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>Guardado {name}.</translation>
    </message>
    <message>
        <source>Saved {name}; head {number} {hash}</source>
        <translation>Guardado {name}; final del diario {number} {hash}</translation>
    </message>
    <message>
        <source>Saved {n} rows in {name}.</source>
        <translation>Se guardaron {n} filas en {name}.</translation>
    </message>
    <message>
        <source>Search customers</source>
        <translation>Buscar clientes</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>See Attention</source>
        <translation>Ver Atención</translation>
    </message>
    <message>
        <source>Select a row that this can be done with first.</source>
        <translation>Seleccione antes una fila con la que se pueda hacer.</translation>
    </message>
    <message>
        <source>Select one link first.</source>
        <translation>Seleccione antes un enlace.</translation>
    </message>
    <message>
        <source>Selected documents</source>
        <translation>Documentos seleccionados</translation>
    </message>
    <message>
        <source>Selected {n} · {due} due</source>
        <translation>Seleccionados {n} · {due} pendiente</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>Poner PIN</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Show all shortcuts (also ?)</source>
        <translation>Mostrar todos los atajos (también ?)</translation>
    </message>
    <message>
        <source>Show as a plot</source>
        <translation>Mostrar como gráfico</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Mostrar como tabla</translation>
    </message>
    <message>
        <source>Show run</source>
        <translation>Ver remesa</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Mostrar la ventana</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Omitido: {reason}</translation>
    </message>
    <message>
        <source>Some records of Splynx cannot be read: lists lack them, or show them as they were. The log names them.</source>
        <translation>Algunos registros de Splynx no se pueden leer: las listas no los tienen, o los muestran como eran antes. El log los nombra.</translation>
    </message>
    <message>
        <source>Something in the program went wrong; the log says what. Nothing was decided by it.</source>
        <translation>Algo falló en el programa; el registro dice qué. Nada se decidió por ello.</translation>
    </message>
    <message>
        <source>Something is wrong. Mend it, then check again.</source>
        <translation>Algo va mal. Corríjalo y compruebe otra vez.</translation>
    </message>
    <message>
        <source>Something is wrong; see above.</source>
        <translation>Algo va mal; véalo arriba.</translation>
    </message>
    <message>
        <source>Something needs you</source>
        <translation>Algo espera su decisión</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Splynx</source>
        <translation>Splynx</translation>
    </message>
    <message>
        <source>Splynx has more than one payment for it</source>
        <translation>Splynx tiene más de un pago por él</translation>
    </message>
    <message>
        <source>Splynx has no payments.</source>
        <translation>Splynx no tiene pagos.</translation>
    </message>
    <message>
        <source>Splynx is likely to settle {debts} with {sum} of it; {rest} stays on the balance.</source>
        <translation>Es probable que Splynx salde {debts} con {sum}; {rest} quedan en el saldo.</translation>
    </message>
    <message>
        <source>Splynx login</source>
        <translation>Acceso a Splynx</translation>
    </message>
    <message>
        <source>Splynx may put {sum} on {debts} first; {due} would then stay due here.</source>
        <translation>Splynx podría aplicar primero {sum} a {debts}; aquí quedarían pendientes {due}.</translation>
    </message>
    <message>
        <source>Splynx not read yet</source>
        <translation>Splynx aún sin leer</translation>
    </message>
    <message>
        <source>Splynx out of reach since {at}.</source>
        <translation>No se llega a Splynx desde el {at}.</translation>
    </message>
    <message>
        <source>Splynx payments {numbers}</source>
        <translation>Pagos de Splynx: {numbers}</translation>
    </message>
    <message>
        <source>Splynx refused the payment</source>
        <translation>Splynx rechazó el pago</translation>
    </message>
    <message>
        <source>Splynx time zone</source>
        <translation>Zona horaria de Splynx</translation>
    </message>
    <message>
        <source>Splynx {at}</source>
        <translation>Splynx {at}</translation>
    </message>
    <message>
        <source>Splynx {splynx}; IPpay {ippay}</source>
        <translation>Splynx {splynx}; IPpay {ippay}</translation>
    </message>
    <message>
        <source>Splynx's payments</source>
        <translation>Pagos de Splynx</translation>
    </message>
    <message>
        <source>Spreadsheets (*.xlsx)</source>
        <translation>Hojas de cálculo (*.xlsx)</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Station ready</source>
        <translation>Puesto listo</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stop for good</source>
        <translation>Detener del todo</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenida</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Suma</translation>
    </message>
    <message>
        <source>Sum done</source>
        <translation>Suma hecha</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>PRUEBA</translation>
    </message>
    <message>
        <source>TEST: IPpay's test gateway</source>
        <translation>PRUEBA: pasarela de prueba de IPpay</translation>
    </message>
    <message>
        <source>TEST: IPpay's test gateway, no real money</source>
        <translation>PRUEBA: pasarela de prueba de IPpay, sin dinero de verdad</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tablas (*.csv)</translation>
    </message>
    <message>
        <source>Take filter</source>
        <translation>Tomar filtro</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Take the selected rows out of the plan</source>
        <translation>Quitar del plan las filas seleccionadas</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Cobrado</translation>
    </message>
    <message>
        <source>Taken out by you</source>
        <translation>Quitados por usted</translation>
    </message>
    <message>
        <source>Taken, not recorded</source>
        <translation>Cobrado, sin registrar</translation>
    </message>
    <message>
        <source>Taken, not recorded in Splynx yet</source>
        <translation>Cobrado, aún sin registrar en Splynx</translation>
    </message>
    <message>
        <source>Taken, recording…</source>
        <translation>Cobrado, registrando…</translation>
    </message>
    <message>
        <source>Taken, see Attention</source>
        <translation>Cobrado, vea Atención</translation>
    </message>
    <message>
        <source>Tell me when a run ends or needs a person</source>
        <translation>Avisarme cuando una remesa termina o necesita a una persona</translation>
    </message>
    <message>
        <source>Terminal id</source>
        <translation>Id. de terminal</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Text of the e-mail</source>
        <translation>Texto del correo</translation>
    </message>
    <message>
        <source>That is more than {most} documents. Use Charge a period.</source>
        <translation>Son más de {most} documentos. Use Cobrar un periodo.</translation>
    </message>
    <message>
        <source>That looks like a card number. Card numbers are never entered here; the customer saves the card in the portal.</source>
        <translation>Eso parece un número de tarjeta. Aquí nunca se escriben números de tarjeta; el cliente guarda la tarjeta en el portal.</translation>
    </message>
    <message>
        <source>The bank has paid</source>
        <translation>El banco ha pagado</translation>
    </message>
    <message>
        <source>The bank returned it</source>
        <translation>El banco lo devolvió</translation>
    </message>
    <message>
        <source>The books agree</source>
        <translation>Los libros coinciden</translation>
    </message>
    <message>
        <source>The books differ</source>
        <translation>Los libros difieren</translation>
    </message>
    <message>
        <source>The customer saves one in the portal.</source>
        <translation>El cliente la guarda en el portal.</translation>
    </message>
    <message>
        <source>The e-mail needs a subject.</source>
        <translation>El correo necesita un asunto.</translation>
    </message>
    <message>
        <source>The language of the e-mail draft.</source>
        <translation>El idioma del borrador de correo.</translation>
    </message>
    <message>
        <source>The money was taken, and it is where it belongs</source>
        <translation>El dinero se cobró y está donde debe</translation>
    </message>
    <message>
        <source>The money went back to the customer</source>
        <translation>El dinero volvió al cliente</translation>
    </message>
    <message>
        <source>The page where the customer saves or replaces a card or bank account.</source>
        <translation>La página donde el cliente guarda o cambia una tarjeta o cuenta bancaria.</translation>
    </message>
    <message numerus="yes">
        <source>The program ended during {n} charges; they are being checked.</source>
        <extracomment>The program ended during {n} charge; it is being checked.</extracomment>
        <translation>
            <numerusform>El programa terminó durante {n} cobro; está en comprobación.</numerusform>
            <numerusform>El programa terminó durante {n} cobros; están en comprobación.</numerusform>
        </translation>
    </message>
    <message>
        <source>The program ended meanwhile</source>
        <translation>El programa terminó mientras tanto</translation>
    </message>
    <message>
        <source>The returned payment is out of Splynx</source>
        <translation>El pago devuelto ya no está en Splynx</translation>
    </message>
    <message>
        <source>The text is too long for an e-mail draft.</source>
        <translation>El texto es demasiado largo para un borrador de correo.</translation>
    </message>
    <message>
        <source>The text needs {placeholder}, or nobody can pay.</source>
        <translation>El texto necesita {placeholder}, o nadie podrá pagar.</translation>
    </message>
    <message>
        <source>The three books agree about every charge of these days.</source>
        <translation>Los tres libros coinciden en cada cobro de estos días.</translation>
    </message>
    <message>
        <source>The two new PINs are not the same. Type them again.</source>
        <translation>Los dos PIN nuevos no coinciden. Escríbalos de nuevo.</translation>
    </message>
    <message>
        <source>The voided payment is out of Splynx</source>
        <translation>El pago anulado ya no está en Splynx</translation>
    </message>
    <message>
        <source>The whole charge is taken back. If the day's batch has closed at IPpay, it is refunded instead. Our payment in Splynx is deleted, unless you keep it.</source>
        <translation>Se anula el cobro entero. Si el lote del día ya se cerró en IPpay, se reembolsa en su lugar. Nuestro pago en Splynx se borra, salvo que lo conserve.</translation>
    </message>
    <message>
        <source>The window speaks it from its next start.</source>
        <translation>La ventana lo habla desde el próximo inicio.</translation>
    </message>
    <message>
        <source>There is one of this name already.</source>
        <translation>Ya hay uno con ese nombre.</translation>
    </message>
    <message>
        <source>These documents cannot be planned by number. Choose fewer.</source>
        <translation>Estos documentos no se pueden planificar por número. Elija menos.</translation>
    </message>
    <message>
        <source>This desktop has no system tray.</source>
        <translation>Este escritorio no tiene bandeja del sistema.</translation>
    </message>
    <message>
        <source>This month, unpaid</source>
        <translation>Este mes, pendiente</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Veces</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>To tell the customer</source>
        <translation>Para decir al cliente</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Juntos</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transacción</translation>
    </message>
    <message>
        <source>Transaction id</source>
        <translation>Id. de transacción</translation>
    </message>
    <message>
        <source>Transaction {id}</source>
        <translation>Transacción {id}</translation>
    </message>
    <message>
        <source>Type the amount.</source>
        <translation>Escriba el importe.</translation>
    </message>
    <message>
        <source>Type the sum to confirm</source>
        <translation>Escriba la suma para confirmar</translation>
    </message>
    <message>
        <source>Unclear answers that stop a run</source>
        <translation>Respuestas dudosas que paran una remesa</translation>
    </message>
    <message>
        <source>Unknown status</source>
        <translation>Estado desconocido</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>Sin pagar</translation>
    </message>
    <message>
        <source>Unpaid by age</source>
        <translation>Pendiente por antigüedad</translation>
    </message>
    <message>
        <source>Unpaid now, link is good</source>
        <translation>Pendiente ahora, el enlace sirve</translation>
    </message>
    <message>
        <source>Unpaid now?</source>
        <translation>¿Pendiente ahora?</translation>
    </message>
    <message>
        <source>Use these fields and start</source>
        <translation>Usar estos campos y empezar</translation>
    </message>
    <message>
        <source>Void this charge?</source>
        <translation>¿Anular este cobro?</translation>
    </message>
    <message>
        <source>Void {amount}</source>
        <translation>Anular {amount}</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>Anular…</translation>
    </message>
    <message>
        <source>Waiting for IPpay. This window stays until the answer is known.</source>
        <translation>Esperando a IPpay. Esta ventana sigue abierta hasta saber la respuesta.</translation>
    </message>
    <message>
        <source>Waits for IPpay at most</source>
        <translation>Espera a IPpay como máximo</translation>
    </message>
    <message>
        <source>Was money taken?</source>
        <translation>¿Se cobró dinero?</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>What became of the rows</source>
        <translation>Qué fue de las filas</translation>
    </message>
    <message>
        <source>What became of this charge?</source>
        <translation>¿Qué fue de este cobro?</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Qué sigue</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Qué ocurre</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>Qué se sabe</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>What was done, and where</source>
        <translation>Qué se hizo y dónde</translation>
    </message>
    <message>
        <source>What you saw, and where</source>
        <translation>Qué vio y dónde</translation>
    </message>
    <message>
        <source>What you see is of {at}.</source>
        <translation>Lo que ve es del {at}.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Dónde mirar</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>Will be charged</source>
        <translation>Se cobrará</translation>
    </message>
    <message>
        <source>Will fail at the next charge, on</source>
        <translation>Fallarán en el próximo cobro, el</translation>
    </message>
    <message>
        <source>With a warning</source>
        <translation>Con aviso</translation>
    </message>
    <message>
        <source>Working as {operator} at {station}</source>
        <translation>Trabaja como {operator} en {station}</translation>
    </message>
    <message>
        <source>Written down, before anything was sent</source>
        <translation>Anotado, antes de enviar nada</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Mal</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a proforma is paid whole</source>
        <translation>una proforma se paga entera</translation>
    </message>
    <message>
        <source>administrative</source>
        <translation>administrativas</translation>
    </message>
    <message>
        <source>an open debit</source>
        <translation>un cargo pendiente</translation>
    </message>
    <message>
        <source>an open debit of {date}</source>
        <translation>un cargo pendiente del {date}</translation>
    </message>
    <message>
        <source>bad routing number</source>
        <translation>número de ruta incorrecto</translation>
    </message>
    <message>
        <source>bank</source>
        <translation>banco</translation>
    </message>
    <message>
        <source>bank account</source>
        <translation>cuenta bancaria</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>en comprobación</translation>
    </message>
    <message>
        <source>by document id</source>
        <translation>por id. de documento</translation>
    </message>
    <message>
        <source>by document number</source>
        <translation>por número de documento</translation>
    </message>
    <message>
        <source>card</source>
        <translation>tarjeta</translation>
    </message>
    <message>
        <source>card number on file</source>
        <translation>número de tarjeta guardado</translation>
    </message>
    <message>
        <source>charge {document}, {customer}</source>
        <translation>cobrar {document}, {customer}</translation>
    </message>
    <message>
        <source>customer {id} · {due} due</source>
        <translation>cliente {id} · {due} pendiente</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>clientes</translation>
    </message>
    <message>
        <source>debit came back</source>
        <translation>adeudo devuelto</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>caducada</translation>
    </message>
    <message>
        <source>expires {date}</source>
        <translation>caduca {date}</translation>
    </message>
    <message>
        <source>give back what was charged for {document}, {customer}</source>
        <translation>devolver lo cobrado por {document}, {customer}</translation>
    </message>
    <message>
        <source>if debits use their own</source>
        <translation>si los adeudos usan otro</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompleta</translation>
    </message>
    <message>
        <source>invoices</source>
        <translation>facturas</translation>
    </message>
    <message>
        <source>local times of this computer, {zone} (UTC{offset})</source>
        <translation>horas locales de este ordenador, {zone} (UTC{offset})</translation>
    </message>
    <message>
        <source>main</source>
        <translation>principal</translation>
    </message>
    <message>
        <source>may be less</source>
        <translation>puede ser menos</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>no real money</source>
        <translation>sin dinero de verdad</translation>
    </message>
    <message>
        <source>nothing; this puts money on the balance</source>
        <translation>nada; esto añade dinero al saldo</translation>
    </message>
    <message>
        <source>of today's answered charges</source>
        <translation>de los cobros respondidos hoy</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierto</translation>
    </message>
    <message>
        <source>over {days} days</source>
        <translation>más de {days} días</translation>
    </message>
    <message>
        <source>overall</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>proformas</source>
        <translation>proformas</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>mostrado ahora</translation>
    </message>
    <message>
        <source>taken out by you</source>
        <translation>quitado por usted</translation>
    </message>
    <message>
        <source>the API key</source>
        <translation>la clave de API</translation>
    </message>
    <message>
        <source>the IPpay address</source>
        <translation>la dirección de IPpay</translation>
    </message>
    <message>
        <source>the IPpay terminal id</source>
        <translation>el id. de terminal de IPpay</translation>
    </message>
    <message>
        <source>the Splynx address</source>
        <translation>la dirección de Splynx</translation>
    </message>
    <message>
        <source>unauthorized</source>
        <translation>no autorizadas</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>{about}, printed by {operator} at {station} with IPpay Desktop {version}</source>
        <translation>{about}, impreso por {operator} en {station} con IPpay Desktop {version}</translation>
    </message>
    <message>
        <source>{amount} goes back to the customer. What to enter in Splynx is then in Attention.</source>
        <translation>{amount} vuelve al cliente. Lo que hay que anotar en Splynx queda después en Atención.</translation>
    </message>
    <message>
        <source>{amount} goes on the balance.</source>
        <translation>{amount} se añaden al saldo.</translation>
    </message>
    <message>
        <source>{amount} is debited; the bank may still return it for some days.</source>
        <translation>Se adeudan {amount}; el banco aún puede devolverlos durante unos días.</translation>
    </message>
    <message>
        <source>{amount} is taken now and settles it.</source>
        <translation>Se cobran {amount} ahora y queda saldado.</translation>
    </message>
    <message>
        <source>{amount} is taken now; {rest} stays due.</source>
        <translation>Se cobran {amount} ahora; quedan pendientes {rest}.</translation>
    </message>
    <message>
        <source>{amount}, {document}, {customer}</source>
        <translation>{amount}, {document}, {customer}</translation>
    </message>
    <message>
        <source>{awaited} awaited, {dealt} dealt with</source>
        <translation>{awaited} en espera, {dealt} resueltas</translation>
    </message>
    <message>
        <source>{customer}, {due} due</source>
        <translation>{customer}, {due} pendiente</translation>
    </message>
    <message>
        <source>{day}: {card} by card, {bank} by bank account</source>
        <translation>{day}: {card} con tarjeta, {bank} por banco</translation>
    </message>
    <message>
        <source>{documents} will be charged</source>
        <translation>Se cobrarán {documents}</translation>
    </message>
    <message>
        <source>{done} done, {declined} declined, {checked} being checked, {skipped} skipped, {left} left</source>
        <translation>{done} hechos, {declined} rechazados, {checked} en comprobación, {skipped} omitidos, {left} pendientes</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} de {all}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>del {first} al {last}</translation>
    </message>
    <message>
        <source>{first} to {last} days</source>
        <translation>de {first} a {last} días</translation>
    </message>
    <message>
        <source>{first} to {last}, {charges}.{elsewhere} Proof of the evidence: {proof}</source>
        <translation>Del {first} al {last}, {charges}.{elsewhere} Prueba de los datos: {proof}</translation>
    </message>
    <message>
        <source>{found} is not one of the placeholders.</source>
        <translation>{found} no es uno de los campos.</translation>
    </message>
    <message>
        <source>{good} of {all} may be sent</source>
        <translation>Se pueden enviar {good} de {all}</translation>
    </message>
    <message>
        <source>{mode} · {name} · IPpay Desktop</source>
        <translation>{mode} · {name} · IPpay Desktop</translation>
    </message>
    <message>
        <source>{mode}: {title}</source>
        <translation>{mode}: {title}</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} min {s} s</translation>
    </message>
    <message>
        <source>{name} (customer {id})</source>
        <translation>{name} (cliente {id})</translation>
    </message>
    <message>
        <source>{name} ({id})</source>
        <translation>{name} ({id})</translation>
    </message>
    <message>
        <source>{name} could not be written: {why}</source>
        <translation>No se pudo escribir {name}: {why}</translation>
    </message>
    <message>
        <source>{name} {returned} of {debits} (ceiling {ceiling} %)</source>
        <translation>{name} {returned} de {debits} (límite {ceiling} %)</translation>
    </message>
    <message>
        <source>{name} · {n}</source>
        <translation>{name} · {n}</translation>
    </message>
    <message>
        <source>{name}, cannot be charged: {why}</source>
        <translation>{name}, no se puede cobrar: {why}</translation>
    </message>
    <message>
        <source>{noun} {number}</source>
        <translation>{noun} {number}</translation>
    </message>
    <message>
        <source>{noun} ···· {last4}</source>
        <translation>{noun} ···· {last4}</translation>
    </message>
    <message numerus="yes">
        <source>{n} addresses copied.</source>
        <extracomment>{n} address copied.</extracomment>
        <translation>
            <numerusform>{n} dirección copiada.</numerusform>
            <numerusform>{n} direcciones copiadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} charges</source>
        <extracomment>{n} charge</extracomment>
        <translation>
            <numerusform>{n} cobro</numerusform>
            <numerusform>{n} cobros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} charges in one run</source>
        <extracomment>{n} charge in one run</extracomment>
        <translation>
            <numerusform>{n} cobro en una remesa</numerusform>
            <numerusform>{n} cobros en una remesa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} customers</source>
        <extracomment>{n} customer</extracomment>
        <translation>
            <numerusform>{n} cliente</numerusform>
            <numerusform>{n} clientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} declines</source>
        <extracomment>{n} decline</extracomment>
        <translation>
            <numerusform>{n} rechazo</numerusform>
            <numerusform>{n} rechazos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} documents</source>
        <extracomment>{n} document</extracomment>
        <translation>
            <numerusform>{n} documento</numerusform>
            <numerusform>{n} documentos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} links copied.</source>
        <extracomment>{n} link copied.</extracomment>
        <translation>
            <numerusform>{n} enlace copiado.</numerusform>
            <numerusform>{n} enlaces copiados.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} minutos</translation>
    </message>
    <message>
        <source>{n} more charged and recorded elsewhere, {sum}.</source>
        <translation>{n} más cobrados y registrados en otro lugar, {sum}.</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} abiertos</translation>
    </message>
    <message numerus="yes">
        <source>{n} other debts</source>
        <extracomment>{n} other debt</extracomment>
        <translation>
            <numerusform>{n} deuda más</numerusform>
            <numerusform>{n} deudas más</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} overdue, {sum}</source>
        <translation>{n} vencidos, {sum}</translation>
    </message>
    <message numerus="yes">
        <source>{n} runs, kept for good</source>
        <extracomment>{n} run, kept for good</extracomment>
        <translation>
            <numerusform>{n} remesa, guardada para siempre</numerusform>
            <numerusform>{n} remesas, guardadas para siempre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things in Attention wait for a person.</source>
        <extracomment>{n} thing in Attention waits for a person.</extracomment>
        <translation>
            <numerusform>{n} asunto en Atención espera a una persona.</numerusform>
            <numerusform>{n} asuntos en Atención esperan a una persona.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things wait. Don't charge them again.</source>
        <extracomment>{n} thing waits. Don't charge it again.</extracomment>
        <translation>
            <numerusform>{n} cosa espera. No la vuelva a cobrar.</numerusform>
            <numerusform>{n} cosas esperan. No las vuelva a cobrar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times</source>
        <extracomment>{n} time</extracomment>
        <translation>
            <numerusform>{n} vez</numerusform>
            <numerusform>{n} veces</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} unpaid, {due}</source>
        <translation>{n} pendientes, {due}</translation>
    </message>
    <message>
        <source>{operator} at {station}</source>
        <translation>{operator} en {station}</translation>
    </message>
    <message>
        <source>{operator} at {station}, {at}</source>
        <translation>{operator} en {station}, {at}</translation>
    </message>
    <message>
        <source>{person} asks for it: {what}. Approve only what you have looked at yourself. It allows this very sum, once and within a day; nothing is sent by approving. Your name is kept for good.</source>
        <translation>{person} lo pide: {what}. Apruebe solo lo que haya mirado usted. Permite exactamente este importe, una vez y en el plazo de un día; al aprobar no se envía nada. Su nombre queda registrado para siempre.</translation>
    </message>
    <message>
        <source>{rate} a minute, {left} to go</source>
        <translation>{rate} por minuto, faltan {left}</translation>
    </message>
    <message>
        <source>{shown}, total {total}, due {due}</source>
        <translation>{shown}, total {total}, pendiente {due}</translation>
    </message>
    <message>
        <source>{sum} in {n} days: {card} by card, {bank} by bank account</source>
        <translation>{sum} en {n} días: {card} con tarjeta, {bank} por banco</translation>
    </message>
    <message>
        <source>{sum} is older than {days} days</source>
        <translation>{sum} tienen más de {days} días</translation>
    </message>
    <message>
        <source>{sum}; don't charge again</source>
        <translation>{sum}; no vuelva a cobrar</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} s</translation>
    </message>
    <message>
        <source>{taken} approved or accepted, of {planned}</source>
        <translation>{taken} aprobados o aceptados, de {planned}</translation>
    </message>
    <message>
        <source>{taken} approved or accepted, of {planned}; {back} of it given back later</source>
        <translation>{taken} aprobados o aceptados, de {planned}; {back} devueltos después</translation>
    </message>
    <message>
        <source>{taken} taken, {back} given back</source>
        <translation>{taken} cobrados, {back} devueltos</translation>
    </message>
    <message>
        <source>{title}: show as a plot</source>
        <translation>{title}: mostrar como gráfico</translation>
    </message>
    <message>
        <source>{title}: show as a table</source>
        <translation>{title}: mostrar como tabla</translation>
    </message>
    <message>
        <source>{trouble} If the charge had left already, it waits in Attention. Don't charge it again.</source>
        <translation>{trouble} Si el cobro ya había salido, espera en Atención. No lo vuelva a cobrar.</translation>
    </message>
    <message>
        <source>{what} ({keys})</source>
        <translation>{what} ({keys})</translation>
    </message>
    <message>
        <source>{words}, exceeded</source>
        <translation>{words}, superado</translation>
    </message>
    <message>
        <source>“{text}” can be read in two ways. If {plain} is meant, write that.</source>
        <translation>«{text}» puede leerse de dos maneras. Si quiere decir {plain}, escríbalo así.</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Write it like {example}.</source>
        <translation>«{text}» no es un importe. Escríbalo como {example}.</translation>
    </message>
</context>
</TS>
